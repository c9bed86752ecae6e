import { IrisScope } from '@fleet-watch/scopes';
import type { ApiCaller } from './api-caller.ts';
import { assertRestSuccess } from './rest-answer.ts';

/** Texts for custom fields of one asset. */
export type AssetTextFields = {
  /** Bare id. */
  readonly assetId: string;
  /** By the field's key; null clears the field. */
  readonly values: Readonly<Record<string, string | null>>;
  /** The longest that the call waits for its turn and between tries, in milliseconds, default as any call. */
  readonly maxWaitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
};

/**
 * The body is not published; this is the form that the SDK uses for values, and the one place to change when the
 * real one is known.
 *
 * @see https://developers.trackunit.com — "Custom Fields API: definition keys"
 */
const toBody = ({ assetId, values }: AssetTextFields) => ({
  entityId: assetId,
  entityType: 'ASSET',
  values: Object.entries(values).map(([definitionKey, stringValue]) => ({
    definitionKey,
    value: { type: 'STRING', stringValue },
  })),
});

/** Writes text fields of an asset. Needs the scope `account.asset.manage`. Written twice is written once. */
export const setAssetTextFields = (
  call: ApiCaller,
  accountId: string,
  fields: AssetTextFields,
): Promise<void> =>
  call({
    accountId,
    endpoint: 'custom-fields',
    scopes: [IrisScope.AccountAssetManage],
    method: 'POST',
    path: '/api/custom-fields/v1/set-values/',
    body: toBody(fields),
    isIdempotent: true,
    maxWaitMs: fields.maxWaitMs,
    signal: fields.signal,
    understand: assertRestSuccess,
  });
