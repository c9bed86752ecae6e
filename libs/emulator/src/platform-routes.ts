import { createAppTokenHandler } from './auth/app-token.ts';
import { createControlRoutes } from './control/routes.ts';
import { createGraphqlHandler } from './graphql/handler.ts';
import { toJson } from './http/reply.ts';
import type { Route } from './http/route.ts';
import type { Platform } from './platform.ts';

/** Everything that `url` answers, apart from Manager's own pages. */
export const createPlatformRoutes = (platform: Platform, managerPage: () => string): readonly Route[] => [
  {
    method: 'GET',
    path: '/api/marketplace/jwks',
    fidelity: 'documented',
    source: 'developers.trackunit.com, "App Tokens (async)"',
    handle: async () => toJson(200, await platform.identityRing.jwks()),
  },
  {
    method: 'GET',
    path: '/oauth2/v1/keys',
    fidelity: 'inferred',
    source: 'Okta publishes the keys of access tokens there; Trackunit documents no address',
    handle: async () => toJson(200, await platform.tokenRing.jwks()),
  },
  {
    method: 'POST',
    path: '/apptoken',
    fidelity: 'documented',
    source: 'developers.trackunit.com, "App Tokens (async)"; error bodies inferred from Okta',
    handle: createAppTokenHandler(platform),
  },
  {
    method: 'POST',
    path: '/api/graphql/',
    fidelity: 'documented',
    source: 'developers.trackunit.com, "GraphQL API"; fields seen in public integrators',
    access: { anyOf: [] },
    handle: createGraphqlHandler({ ...platform, managerPage }),
  },
  ...createControlRoutes(platform),
];
