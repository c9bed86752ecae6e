import { z } from 'zod';
import { isStorableText, storableText, unstorable } from './storable-text.ts';

/** Whether an address holds neither user name nor password. What is no address holds none. */
export const isWithoutCredentials = (text: string): boolean => {
  const url = URL.parse(text);
  return url === null || url.username + url.password === '';
};

const hours = z.number().int().min(1).max(2160);

/** A record is built without a member of that name, so one that was sent would be dropped in silence. */
const refuseProto = (input: unknown, context: z.RefinementCtx): unknown => {
  if (typeof input === 'object' && input !== null && Object.hasOwn(input, '__proto__'))
    context.addIssue({ code: 'custom', path: ['__proto__'], message: 'is not known' });
  return input;
};

/** What an account decides. Hours are whole, from 1 to 2160 (90 days). */
export const settingsSchema = z.strictObject({
  /** How long an asset may be quiet before it counts as silent. */
  silentAfterHours: hours,
  /** The same for assets of one type, which takes the place of `silentAfterHours`. Types as Trackunit writes them. */
  silentAfterHoursByAssetType: z.preprocess(refuseProto, z.record(storableText.min(1).max(64), hours)),
  /**
   * Where transitions are told; null for nowhere. A new URL may hold no name and password (`isWithoutCredentials`): they
   * would not be sent. One that was stored before that rule may, so that all else can be decided beside it.
   */
  webhook: z
    .strictObject({
      url: z
        .url({ protocol: /^https?$/ })
        .max(2048)
        .refine(isStorableText, unstorable),
      enabled: z.boolean(),
    })
    .nullable(),
  /** Whether `silentSince` is written to each asset in Trackunit; needs the scope `account.asset.manage`. */
  writeBack: z.boolean(),
});

/** What `GET` and `PUT /api/v1/settings` carry, always whole: `PUT` has no defaults for what is left out. */
export type Settings = Readonly<z.infer<typeof settingsSchema>>;

/** What an account starts with: silent after 72 hours, tools after 336 (14 days), no webhook and no write-back. */
export const defaultSettings: Settings = Object.freeze({
  silentAfterHours: 72,
  silentAfterHoursByAssetType: { TOOL: 336 },
  webhook: null,
  writeBack: false,
});
