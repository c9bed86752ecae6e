import { fraction, hashText, pick } from '../fleet/hash.ts';
import { toJson, toViolations, type Reply } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import { createApiRouter, type ApiCall } from './api-route.ts';

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

const answer = ({ call, grant }: ApiCall): Reply => {
  const limit = Number(call.query.get('limit') ?? 20);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    return toViolations([{ field: 'limit', message: 'must be a whole number from 1 to 1000' }]);
  }
  const down = (call.query.get('sort') ?? '').startsWith('-') ? -1 : 1;
  const all = [...listOperators(grant.accountId)].sort(
    (a, b) => down * a.displayName.localeCompare(b.displayName),
  );
  const after = call.query.get('after');
  const at = after === null ? -1 : all.findIndex(({ id }) => id === parseCursor(after));
  if (after !== null && at === -1)
    return toViolations([{ field: 'after', message: 'is no cursor of this list' }]);
  const content = all.slice(at + 1, at + 1 + limit);
  const [first, last] = [content[0], content.at(-1)];
  return toJson(200, {
    ...(at >= 0 && first ? { before: toCursor(first.id) } : {}),
    ...(last && at + 1 + limit < all.length ? { after: toCursor(last.id) } : {}),
    limit,
    content,
  });
};

/** Operators: the one list that is documented to be paged by cursor. */
export const createOperatorRoutes = (platform: Platform): readonly Route[] => {
  const route = createApiRouter(
    platform,
    'documented',
    'developers.trackunit.com, "Pagination"; fields beyond displayName unknown',
  );
  return [
    route(
      'GET',
      '/public/api/operator/operators',
      ['account.access-management.manage', 'account.user.manage'],
      answer,
    ),
  ];
};
