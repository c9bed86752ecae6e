import type { Platform } from '../platform.ts';
import type { Problem } from '../problem.ts';
import type { FaultRequest } from './fault-rule.ts';

/** A story that a platform can tell, with the faults and changes that tell it. */
export type Scenario = {
  readonly name: string;
  readonly description: string;
  /** Whether it can be told about one account, or is about what all of them share. */
  readonly concerns: 'accounts' | 'everybody';
  readonly faults?: readonly FaultRequest[];
  /** Changes beside the faults. `accountId` is the account that the story is about, or undefined for every one. */
  readonly run?: (platform: Platform, accountId: string | undefined) => Promise<void>;
  /** Why it would change nothing, where it would. */
  readonly findProblem?: (platform: Platform, accountId: string | undefined) => Problem | undefined;
};

const findNoInstall: NonNullable<Scenario['findProblem']> = ({ state }, accountId) => {
  if (state.listInstalls().some((install) => accountId === undefined || install.accountId === accountId))
    return undefined;
  const whom = accountId === undefined ? 'any account' : accountId;
  const message = `No app is installed for ${whom}, so there is no secret to rotate; install one first`;
  return { status: 409, code: 'not_installed', message };
};

const rotateSecrets: NonNullable<Scenario['run']> = async (platform, accountId) => {
  const { state, tokens, createSecret, save } = platform;
  for (const install of state.listInstalls()) {
    if (accountId !== undefined && install.accountId !== accountId) continue;
    state.putInstall({ ...install, clientSecret: createSecret() });
    tokens.revokeTokensOf(install.clientId);
  }
  await save();
};

/** Every scenario, by its name in the control API. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'Monday 503 storm',
    concerns: 'accounts',
    description: 'Six of ten API calls answer 503, without Retry-After, for 500 hits; one in ten is slow.',
    faults: [
      { route: '*/api/*', effect: { kind: 'latency', ms: 1500 }, probability: 0.1, count: 80 },
      { route: '*/api/*', effect: { kind: 'status', status: 503 }, probability: 0.6, count: 500 },
    ],
  },
  {
    name: 'Secret rotated',
    concerns: 'accounts',
    description: 'The secrets of installed apps change and nobody tells the apps; their tokens end too.',
    run: rotateSecrets,
    findProblem: findNoInstall,
  },
  {
    name: 'Rate limit week',
    concerns: 'accounts',
    description: 'A third of API calls answer 429, half of these without Retry-After.',
    faults: [
      {
        route: '*/api/*',
        effect: { kind: 'status', status: 429, retryAfterSeconds: 2 },
        probability: 0.17,
        count: 400,
      },
      { route: '*/api/*', effect: { kind: 'status', status: 429 }, probability: 0.2, count: 400 },
    ],
  },
  {
    name: 'Key server down',
    concerns: 'everybody',
    description: 'Both key sets answer 503 until the faults are cleared.',
    faults: [
      { route: 'GET /api/marketplace/jwks', effect: { kind: 'status', status: 503 } },
      { route: 'GET /oauth2/v1/keys', effect: { kind: 'status', status: 503 } },
    ],
  },
  {
    name: 'Signing keys rotated',
    concerns: 'everybody',
    description: 'New keys sign identities and tokens; the old ones are withdrawn at once.',
    run: async ({ identityRing, tokenRing }) => {
      await Promise.all([identityRing.rotate({ keepOld: false }), tokenRing.rotate({ keepOld: false })]);
    },
  },
  {
    name: 'No IrisX this morning',
    concerns: 'accounts',
    description: 'GraphQL answers Manager’s HTML, so only REST is left.',
    faults: [{ route: 'POST /api/graphql/', effect: { kind: 'html' } }],
  },
  {
    name: 'Bad line',
    concerns: 'accounts',
    description: 'Answers trickle, break off or are cut, one in four, for 100 hits each.',
    faults: [
      { route: '*/api/*', effect: { kind: 'cut' }, probability: 0.1, count: 100 },
      { route: '*/api/*', effect: { kind: 'truncated-json' }, probability: 0.1, count: 100 },
      {
        route: '*/api/*',
        effect: { kind: 'slow-body', bytesPerSecond: 20_000 },
        probability: 0.1,
        count: 100,
      },
    ],
  },
  {
    name: 'Clock ahead',
    concerns: 'everybody',
    description:
      'The platform’s clock is ten minutes ahead of yours: tokens and identities are issued in the future.',
    run: async ({ clock }) => clock.setSkew(10 * 60_000),
  },
];
