import { z } from 'zod';
import { isStorableText, storableText } from './storable-text.ts';

const hours = z.number().int().min(1).max(2160);

/** What an account decides. Hours are whole, from 1 to 2160 (90 days). */
export const settingsSchema = z.strictObject({
  silentAfterHours: hours,
  silentAfterHoursByAssetType: z.record(storableText.min(1).max(64), hours),
  webhook: z
    .strictObject({
      url: z
        .url({ protocol: /^https?$/ })
        .max(2048)
        .refine(isStorableText),
      enabled: z.boolean(),
    })
    .nullable(),
  writeBack: z.boolean(),
});

export type Settings = Readonly<z.infer<typeof settingsSchema>>;

/** What an account starts with. */
export const defaultSettings: Settings = Object.freeze({
  silentAfterHours: 72,
  silentAfterHoursByAssetType: { TOOL: 336 },
  webhook: null,
  writeBack: false,
});
