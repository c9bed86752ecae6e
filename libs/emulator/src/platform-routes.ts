import { createAppTokenHandler, parseForm } from './auth/app-token.ts';
import { createKeyTokenHandler, createUserTokenHandler, parseBasic } from './auth/user-token.ts';
import { createControlRoutes } from './control/routes.ts';
import type { FaultSwitches } from './faults/fault-switches.ts';
import { createGraphqlHandler } from './graphql/handler.ts';
import { toCoveragePage } from './matrix/coverage-page.ts';
import { toCoverage } from './matrix/coverage.ts';
import { toHtml, toJson } from './http/reply.ts';
import type { Route } from './http/route.ts';
import { createAssetEventRoutes } from './rest/asset-events.ts';
import { createAssetRoutes } from './rest/assets.ts';
import { createCustomFieldRoutes } from './rest/custom-fields.ts';
import { createLocationRoutes } from './rest/locations.ts';
import { createOperatorRoutes } from './rest/operators.ts';
import { createPlaceRoutes } from './rest/places.ts';
import type { Platform } from './platform.ts';

type Options = {
  readonly platform: Platform;
  readonly trackunitRoutes: readonly Route[];
  readonly switches: FaultSwitches;
};

/** Everything that `url` answers, apart from Manager's own pages. */
export const createPlatformRoutes = ({ platform, trackunitRoutes, switches }: Options): readonly Route[] => {
  const routes: readonly Route[] = [...trackunitRoutes, ...createControlRoutes(platform, switches)];
  const coverage = () => toCoverage([...routes, ...coverageRoutes]);
  const coverageRoutes: readonly Route[] = [
    { ...ownRoute, path: '/_emulator/coverage', handle: () => toJson(200, coverage()) },
    { ...ownRoute, path: '/_emulator/coverage.html', handle: () => toHtml(200, toCoveragePage(coverage())) },
  ];
  return [...routes, ...coverageRoutes];
};

const ownRoute = { method: 'GET', fidelity: 'ours', source: 'README, "Control API"' } as const;

/** What a real Trackunit answers, too. */
export const createTrackunitRoutes = (platform: Platform, managerPage: () => string): readonly Route[] => [
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
    findAccount: (call) => platform.state.findClient(parseForm(call)?.get('client_id') ?? '')?.accountId,
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
  {
    method: 'POST',
    path: '/token',
    fidelity: 'documented',
    source: 'developers.trackunit.com, "Access token"; error bodies inferred from Okta',
    findAccount: (call) => platform.credentials.findUser(parseBasic(call)?.id ?? '')?.accountId,
    handle: createUserTokenHandler(platform),
  },
  {
    method: 'POST',
    path: '/token/v2',
    fidelity: 'documented',
    source: 'developers.trackunit.com, "Access token v2"',
    findAccount: (call) => platform.credentials.findKey(parseForm(call)?.get('client_id') ?? '')?.accountId,
    handle: createKeyTokenHandler(platform),
  },
  ...createAssetRoutes(platform),
  ...createLocationRoutes(platform),
  ...createCustomFieldRoutes(platform),
  ...createAssetEventRoutes(platform),
  ...createPlaceRoutes(platform),
  ...createOperatorRoutes(platform),
];
