import { fraction, hashText, pick } from '../fleet/hash.ts';
import { toJson, toViolations, type Reply, type Violation } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import { createApiRouter, type ApiCall } from './api-route.ts';
import { limits } from './limits.ts';
import { findUnread } from './page.ts';

const firstNames = [
  'Anna',
  'Bjørn',
  'Carla',
  'Dario',
  'Elif',
  'Finn',
  'Greta',
  'Henrik',
  'Ines',
  'Jan',
] as const;
const lastNames = ['Andersen', 'Berger', 'Conti', 'Dahl', 'Egger', 'Fischer', 'Greco', 'Huber'] as const;

const operatorCount = 37;

type Operator = { readonly id: string; readonly displayName: string };

const listOperators = (accountId: string): readonly Operator[] =>
  Array.from({ length: operatorCount }, (_, i) => {
    const seed = hashText(accountId);
    const name = `${pick(firstNames, fraction(seed, i, 81))} ${pick(lastNames, fraction(seed, i, 82))}`;
    return { id: `00u${(seed + i).toString(36).padStart(17, '0')}`, displayName: name };
  });

/** Documented sample: base64 of `[null,"<operator id>"]`. */
const toCursor = (id: string): string => Buffer.from(JSON.stringify([null, id])).toString('base64');

const parseCursor = (cursor: string): string | undefined => {
  try {
    const [, id]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64').toString()) as unknown[];
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
};

const parseQuery = (query: URLSearchParams): readonly Violation[] => {
  const limit = Number(query.get('limit') ?? 20);
  const isLimit = Number.isInteger(limit) && limit >= 1 && limit <= 1000;
  const isSort = /^[-+ ]?displayName$/.test(query.get('sort') ?? 'displayName');
  return [
    ...findUnread(query, ['limit', 'before', 'after', 'sort']),
    ...(isLimit ? [] : [{ field: 'limit', message: 'must be a whole number from 1 to 1000' }]),
    ...(isSort ? [] : [{ field: 'sort', message: `value '${query.get('sort')}' was rejected` }]),
    ...(query.has('before') && query.has('after')
      ? [{ field: 'before', message: 'does not go with after' }]
      : []),
  ];
};

const answer = ({ limiter }: Platform, { call: { query }, grant }: ApiCall): Reply => {
  const refusal = limiter.findRefusal(limits.operators, grant.userId ?? grant.clientId);
  if (refusal) return refusal;
  const violations = parseQuery(query);
  if (violations.length > 0) return toViolations(violations);
  const limit = Number(query.get('limit') ?? 20);
  const down = (query.get('sort') ?? '').startsWith('-') ? -1 : 1;
  const all = [...listOperators(grant.accountId)].sort(
    (a, b) => down * a.displayName.localeCompare(b.displayName),
  );
  const side = query.has('before') ? 'before' : 'after';
  const cursor = query.get(side);
  const at = cursor === null ? -1 : all.findIndex(({ id }) => id === parseCursor(cursor));
  if (cursor !== null && at === -1)
    return toViolations([{ field: side, message: 'is no cursor of this list' }]);
  const [from, to] =
    side === 'before' ? [Math.max(0, at - limit), at] : [at + 1, Math.min(all.length, at + 1 + limit)];
  const content = all.slice(from, to);
  const [first, last] = [content[0], content.at(-1)];
  return toJson(200, {
    ...(first && from > 0 ? { before: toCursor(first.id) } : {}),
    ...(last && to < all.length ? { after: toCursor(last.id) } : {}),
    limit,
    content,
  });
};

/** Operators: the one list that is documented to be paged by cursor, sixty times a minute. */
export const createOperatorRoutes = (platform: Platform): readonly Route[] => {
  const route = createApiRouter(platform, {
    fidelity: 'documented',
    source: 'developers.trackunit.com, "Pagination"; fields beyond displayName unknown',
  });
  return [
    route({
      method: 'GET',
      path: '/public/api/operator/operators',
      scopes: ['account.access-management.manage', 'account.user.manage'],
      handle: (api) => answer(platform, api),
    }),
  ];
};
