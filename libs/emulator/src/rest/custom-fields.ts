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

/** Custom fields v1. Paths are documented, bodies are not. */
export const createCustomFieldRoutes = (platform: Platform): readonly Route[] => {
  const toRoute = createApiRouter(
    platform,
    'inferred',
    'developers.trackunit.com, "Custom fields API v1" for paths; bodies after the SDK’s value form',
  );
  const route = (
    method: GuardedRoute['method'],
    path: string,
    anyOf: readonly string[],
    handle: (platform: Platform, api: ApiCall) => Reply,
  ) => toRoute(method, `/api/custom-fields/v1${path}`, anyOf, (api) => handle(platform, api));

  return [
    route('GET', '/definitions', reads, listDefinitions),
    route('POST', '/definitions', manages, addDefinition),
    route('PATCH', '/definitions/:definitionId', manages, patchDefinition),
    route('DELETE', '/definitions/:definitionId', manages, removeDefinition),
    route('GET', '/values', reads, listValues),
    route('POST', '/values', writes, addValue),
    route('PATCH', '/values/:valueId', writes, patchValue),
    route('DELETE', '/values/:valueId', writes, removeValue),
    route('POST', '/set-values/', writes, setValues),
    route('POST', '/set-values', writes, setValues),
  ];
};
