import { z } from 'zod';
import { assetStateSchema } from './asset-state.ts';
import { transitionSchema } from './transition.ts';

/**
 * An asset as a list shows it. `assetType` is Trackunit's broad class (`MACHINE`, `TOOL`, …); values that we do
 * not know pass through. `silentSince` is set while the state is `SILENT`.
 */
export const assetRowSchema = z.object({
  assetId: z.string(),
  name: z.string().nullable(),
  brand: z.string().nullable(),
  model: z.string().nullable(),
  serialNumber: z.string().nullable(),
  assetType: z.string().nullable(),
  state: assetStateSchema,
  lastSeenAt: z.iso.datetime().nullable(),
  silentSince: z.iso.datetime().nullable(),
});

export type AssetRow = Readonly<z.infer<typeof assetRowSchema>>;

/** An asset with its history, the newest transition first. */
export const assetDetailSchema = assetRowSchema.extend({ transitions: z.array(transitionSchema) });

export type AssetDetail = Readonly<z.infer<typeof assetDetailSchema>>;
