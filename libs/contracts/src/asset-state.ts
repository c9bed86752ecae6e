import { z } from 'zod';

/** Every state of an asset, the healthiest first. */
export const assetStates = ['REPORTING', 'SILENT', 'NEVER_REPORTED'] as const;

/** Takes one of `assetStates` and nothing else: a state is Fleet Watch's own word, never Trackunit's. */
export const assetStateSchema = z.enum(assetStates);

/** Whether an asset is heard from. The rule itself is in the domain library. */
export type AssetState = z.infer<typeof assetStateSchema>;
