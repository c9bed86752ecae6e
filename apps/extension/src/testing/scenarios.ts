/** What a stand-in backend can be told to be like. */
export const scenarios = {
  usual: '250 machines, some silent',
  large: '50,000 machines',
  worse: 'a small fleet that is getting worse',
  'first-week': 'installed two days ago: what was a week ago is estimated',
  'long-names': 'names that do not fit',
  'all-reporting': 'nothing is silent',
  empty: 'the account has no machines',
  'first-sync': 'installed a moment ago, the first sync runs',
  'first-sync-failed': 'installed a moment ago, and the first sync failed',
  stale: 'the last good sync is hours ago and the newest failed',
  suspended: 'Trackunit no longer takes the credentials',
  'scope-denied': 'the optional scope was denied at install',
  'not-installed': '403 account_not_installed',
  'signed-out': '401 token_invalid',
  forbidden: '403 without a code of ours',
  busy: '429 with Retry-After',
  unavailable: '503 store_unavailable',
  'not-configured': '503 user_auth_not_configured',
  broken: '500 internal_error',
  loading: 'never answers',
} as const;

export type Scenario = keyof typeof scenarios;

export const isScenario = (word: string): word is Scenario => word in scenarios;
