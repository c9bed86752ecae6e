import { accountSeedSchema, type Account } from '../fleet/demo-accounts.ts';
import { getParam, type Call } from '../http/call.ts';
import { toFailure, toJson, type Reply } from '../http/reply.ts';
import type { OpenRoute } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import { addAccount } from './add-account.ts';
import { assetSwitchesSchema, changeAsset } from './change-asset.ts';
import { parseBody } from './parse-body.ts';
import { createControlRoute } from './control-route.ts';
import { onBody } from './on-body.ts';
import { listAccounts } from './summaries.ts';

/** Accounts and single assets of the control API. */
export const createFleetRoutes = (platform: Platform): readonly OpenRoute[] => {
  const { findFleet, state, save } = platform;

  const onAsset =
    (answer: (accountId: string, assetId: string, call: Call) => Reply | Promise<Reply>) => (call: Call) => {
      const accountId = getParam(call, 'accountId');
      const assetId = getParam(call, 'assetId').toLowerCase();
      return findFleet(accountId)?.findAny(assetId)
        ? answer(accountId, assetId, call)
        : toFailure(
            404,
            'unknown_asset',
            `Account ${accountId} has no asset ${assetId}; see GET /_emulator/truth`,
          );
    };

  const show = (accountId: string, assetId: string): Reply => {
    const fleet = findFleet(accountId);
    const asset = fleet?.findAny(assetId);
    if (!fleet || !asset) throw new Error(`Asset ${assetId} vanished while it was shown`);
    const change = state.findChange(accountId, assetId);
    const seen = fleet.lastSeenAtMs(asset);
    return toJson(200, {
      ...asset,
      lastSeenAt: seen === null ? null : new Date(seen).toISOString(),
      activity: fleet.activity(asset),
      unplugged: change?.unpluggedAtMs !== undefined,
      hidden: change?.hidden === true,
      customFields: platform.customFields
        .listValues(accountId)
        .filter(({ entityId }) => entityId === assetId),
    });
  };

  const change = async (accountId: string, assetId: string, call: Call): Promise<Reply> => {
    const parsed = parseBody(call, assetSwitchesSchema);
    if ('refusal' in parsed) return parsed.refusal;
    await changeAsset(platform, { accountId, assetId }, parsed.value);
    return show(accountId, assetId);
  };

  const add = async (account: Account) => {
    const problem = addAccount(platform, account);
    if (problem) return problem;
    await save();
    const row = listAccounts(platform).find(({ accountId }) => accountId === account.accountId);
    if (!row) throw new Error(`Account ${account.accountId} vanished while it was added`);
    return row;
  };

  return [
    createControlRoute('GET', '/accounts', () => toJson(200, listAccounts(platform))),
    createControlRoute('POST', '/accounts', onBody(accountSeedSchema, add)),
    createControlRoute('GET', '/assets/:accountId/:assetId', onAsset(show)),
    createControlRoute('POST', '/assets/:accountId/:assetId', onAsset(change)),
  ];
};
