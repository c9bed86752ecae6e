import type { Reply } from '../http/reply.ts';
import type { GuardedRoute, Route } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import { createApiRouter, type ApiCall } from './api-route.ts';
import { addDefinition, listDefinitions, patchDefinition, removeDefinition } from './field-definitions.ts';
import { setValues } from './set-values.ts';
import { addValue, listValues, patchValue, removeValue } from './single-values.ts';

const manages = ['account.custom-fields.manage'];
const writes = ['account.asset.manage', 'account.custom-fields.manage'];
const reads = ['asset.view', ...writes];

type Row = readonly [
  method: GuardedRoute['method'],
  path: string,
  scopes: readonly string[],
  answer: (platform: Platform, api: ApiCall) => Reply,
];

const rows: readonly Row[] = [
  ['GET', '/definitions', reads, listDefinitions],
  ['POST', '/definitions', manages, addDefinition],
  ['PATCH', '/definitions/:definitionId', manages, patchDefinition],
  ['DELETE', '/definitions/:definitionId', manages, removeDefinition],
  ['GET', '/values', reads, listValues],
  ['POST', '/values', writes, addValue],
  ['PATCH', '/values/:valueId', writes, patchValue],
  ['DELETE', '/values/:valueId', writes, removeValue],
  ['POST', '/set-values/', writes, setValues],
  ['POST', '/set-values', writes, setValues],
];

/** Custom fields v1. Paths are documented, bodies are not. */
export const createCustomFieldRoutes = (platform: Platform): readonly Route[] => {
  const toRoute = createApiRouter(platform, {
    fidelity: 'inferred',
    source: 'developers.trackunit.com, "Custom fields API v1" for paths; bodies after the SDK’s value form',
  });
  return rows.map(([method, path, scopes, answer]) =>
    toRoute({
      method,
      path: `/api/custom-fields/v1${path}`,
      scopes,
      handle: (api) => answer(platform, api),
    }),
  );
};
