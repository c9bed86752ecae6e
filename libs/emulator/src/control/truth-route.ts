import { thresholdsSchema, toTruth } from '../fleet/truth.ts';
import { getParam, type Call } from '../http/call.ts';
import { toFailure, toJson, type Reply } from '../http/reply.ts';
import type { Platform } from '../platform.ts';
import { isProblem, parseValue } from '../problem.ts';

const names: readonly string[] = ['silentAfterHours', 'silentAfterHoursByAssetType', 'assets'];

/** Numbers as the query writes them; what is none becomes NaN, which the schema refuses. */
const parseThresholds = (query: URLSearchParams) => {
  const unread = [...query.keys()].find((name) => !names.includes(name));
  if (unread !== undefined) {
    const message = `${unread} is none of ${names.join(', ')}, so it would change nothing.`;
    return { status: 400, code: 'bad_query', message };
  }
  const byType = (query.get('silentAfterHoursByAssetType') ?? '').split(',').filter((pair) => pair !== '');
  return parseValue(thresholdsSchema, {
    silentAfterHours: Number(query.get('silentAfterHours') ?? 72),
    silentAfterHoursByAssetType: Object.fromEntries(
      byType.map((pair) => {
        const [type = '', value] = pair.split(':');
        return [type, Number(value)];
      }),
    ),
    withAssets: query.get('assets') !== 'false',
  });
};

/** `GET /_emulator/truth/:accountId`. */
export const answerTruth = ({ findFleet, clock }: Platform, call: Call): Reply => {
  const accountId = getParam(call, 'accountId');
  const fleet = findFleet(accountId);
  if (!fleet)
    return toFailure(404, 'unknown_account', `No account ${accountId}; see GET /_emulator/accounts`);
  const thresholds = parseThresholds(call.query);
  if (isProblem(thresholds)) {
    const form = 'silentAfterHours=72&silentAfterHoursByAssetType=TOOL:336';
    return toFailure(400, 'bad_query', `The query is written as ${form}. ${thresholds.message}`);
  }
  return toJson(200, toTruth(fleet, clock.wallNowMs(), thresholds.value));
};
