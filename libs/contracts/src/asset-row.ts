import { z } from 'zod';
import { assetStateSchema } from './asset-state.ts';
import { transitionSchema } from './transition.ts';

/**
 * An asset as a list shows it. `assetType` is Trackunit's broad class (`MACHINE`, `TOOL`, …); values that we do
 * not know pass through. `silentSince` is set while the state is `SILENT`.
 */
export const assetRowSchema = z.object({
  /** Trackunit's id, in lower case and without the `___Asset___` that some of its APIs put before it. */
  assetId: z.string(),
  name: z.string().nullable(),
  brand: z.string().nullable(),
  model: z.string().nullable(),
  serialNumber: z.string().nullable(),
  assetType: z.string().nullable(),
  state: assetStateSchema,
  /** The last sign of life that Trackunit knew of when the fleet was read; RFC 3339, UTC. Null: never reported. */
  lastSeenAt: z.iso.datetime().nullable(),
  /** `lastSeenAt` plus the asset's threshold. */
  silentSince: z.iso.datetime().nullable(),
});

/** One row of `GET /api/v1/fleet/assets`, and of the CSV. */
export type AssetRow = Readonly<z.infer<typeof assetRowSchema>>;

/** An asset with its history, the newest transition first. */
export const assetDetailSchema = assetRowSchema.extend({ transitions: z.array(transitionSchema) });

/** What `GET /api/v1/fleet/assets/{assetId}` answers with. */
export type AssetDetail = Readonly<z.infer<typeof assetDetailSchema>>;
