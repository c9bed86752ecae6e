import { z } from 'zod';
import { toTruth, type Thresholds } from '../fleet/truth.ts';
import { getParam, type Call } from '../http/call.ts';
import { toFailure, toJson, type Reply } from '../http/reply.ts';
import type { Platform } from '../platform.ts';

const hours = z.coerce.number().positive();

const parseThresholds = (query: URLSearchParams): Thresholds => {
  const byType = (query.get('silentAfterHoursByAssetType') ?? '').split(',').filter((pair) => pair !== '');
  return {
    silentAfterHours: hours.parse(query.get('silentAfterHours') ?? 72),
    silentAfterHoursByAssetType: Object.fromEntries(
      byType.map((pair) => {
        const [type = '', value] = pair.split(':');
        return [type, hours.parse(value)];
      }),
    ),
    withAssets: query.get('assets') !== 'false',
  };
};

/** `GET /_emulator/truth/:accountId`. */
export const answerTruth = ({ findFleet, clock }: Platform, call: Call): Reply => {
  const accountId = getParam(call, 'accountId');
  const fleet = findFleet(accountId);
  if (!fleet)
    return toFailure(404, 'unknown_account', `No account ${accountId}; see GET /_emulator/accounts`);
  try {
    return toJson(200, toTruth(fleet, clock.wallNowMs(), parseThresholds(call.query)));
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const form = 'silentAfterHours=72&silentAfterHoursByAssetType=TOOL:336';
    return toFailure(400, 'bad_query', `Hours must be numbers: ${form}`);
  }
};
