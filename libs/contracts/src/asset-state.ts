import { z } from 'zod';

/** Every state of an asset, the healthiest first. */
export const assetStates = ['REPORTING', 'SILENT', 'NEVER_REPORTED'] as const;

export const assetStateSchema = z.enum(assetStates);

/** Whether an asset is heard from. The rule itself is in the domain library. */
export type AssetState = z.infer<typeof assetStateSchema>;
