import type { Fidelity, Route } from '../http/route.ts';
import { toRouteName } from '../http/route.ts';
import { notEmulated, type Gap } from './not-emulated.ts';

/** One row of the coverage matrix. */
export type CoverageRow = {
  readonly route: string;
  readonly fidelity: Fidelity;
  readonly source: string;
  /** One of the scopes opens it; empty for any token; null for no token. */
  readonly scopes: readonly string[] | null;
  /** The file under `src/` whose tests show that it works. */
  readonly test: string;
};

/** What is emulated, how surely, and what is not. */
export type Coverage = { readonly routes: readonly CoverageRow[]; readonly notEmulated: readonly Gap[] };

/** Which tests cover a route, by the beginning of its path; the longest beginning counts. */
const testOf: Readonly<Record<string, string>> = {
  '/api/marketplace/jwks': 'auth/user-tokens.spec.ts',
  '/oauth2/v1/keys': 'auth/user-tokens.spec.ts',
  '/apptoken': 'auth/app-token.spec.ts',
  '/token': 'auth/token.spec.ts',
  '/api/graphql/': 'graphql/graphql.spec.ts',
  '/api/asset/': 'rest/assets.spec.ts',
  '/api/location/': 'rest/locations.spec.ts',
  '/api/custom-fields/': 'rest/custom-fields.spec.ts',
  '/public/api/eventlog/': 'rest/asset-events.spec.ts',
  '/public/api/operator/': 'rest/places.spec.ts',
  '/api/site/': 'rest/places.spec.ts',
  '/api/organization/': 'rest/places.spec.ts',
  '/_emulator/': 'control/control.spec.ts',
  '/_emulator/apps': 'marketplace/marketplace.spec.ts',
  '/_emulator/installs': 'marketplace/marketplace.spec.ts',
  '/_emulator/upgrades': 'marketplace/marketplace.spec.ts',
  '/_emulator/deliveries': 'marketplace/deliveries.spec.ts',
  '/_emulator/user-tokens': 'auth/user-tokens.spec.ts',
  '/_emulator/api-': 'auth/token.spec.ts',
  '/_emulator/credentials': 'auth/token.spec.ts',
  '/_emulator/faults': 'faults/faults.spec.ts',
  '/_emulator/scenarios': 'faults/scenarios.spec.ts',
  '/_emulator/truth': 'fleet/fleet.spec.ts',
  '/_emulator/assets': 'fleet/fleet.spec.ts',
  '/_emulator/clock': 'fleet/fleet.spec.ts',
  '/_emulator/coverage': 'matrix/coverage.spec.ts',
};

const findTest = (path: string): string => {
  const [best] = Object.keys(testOf)
    .filter((start) => path.startsWith(start))
    .sort((a, b) => b.length - a.length);
  const test = best === undefined ? undefined : testOf[best];
  if (test === undefined) throw new Error(`No test is named for ${path}: add it to coverage.ts`);
  return test;
};

/** The matrix of some routes. */
export const toCoverage = (routes: readonly Route[]): Coverage => ({
  routes: routes.map((route) => ({
    route: toRouteName(route),
    fidelity: route.fidelity,
    source: route.source,
    scopes: route.access?.anyOf ?? null,
    test: findTest(route.path),
  })),
  notEmulated,
});

const words: Readonly<Record<Fidelity, string>> = {
  documented: 'Trackunit’s own documents say it',
  seen: 'public code that calls Trackunit shows it',
  inferred: 'our best guess; may differ',
  ours: 'the emulator’s own',
};

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The matrix for people, as Markdown. */
export const toCoverageMarkdown = ({ routes, notEmulated: gaps }: Coverage): string =>
  [
    '# What the local Trackunit emulates',
    '',
    'Written by a test from the routes themselves: `UPDATE_MATRIX=1 npx vitest run libs/emulator/src/matrix`.',
    '',
    ...Object.entries(words).map(([fidelity, meaning]) => `- **${fidelity}**: ${meaning}`),
    '',
    table(
      ['route', 'fidelity', 'one of the scopes', 'source', 'test'],
      routes.map(({ route, fidelity, scopes, source, test }) => [
        `\`${route}\``,
        fidelity,
        scopes === null ? 'no token' : scopes.length === 0 ? 'any token' : scopes.join(', '),
        source,
        `\`src/${test}\``,
      ]),
    ),
    '',
    '## Not emulated',
    '',
    'Asking for one of these answers 404 `not_emulated` (or a validation error in GraphQL).',
    '',
    table(
      ['what', 'why'],
      gaps.map(({ what, why }) => [what, why]),
    ),
    '',
  ].join('\n');
