import type { Installation } from '@fleet-watch/iris-app-backend';
import { fleetWatchScopes } from '@fleet-watch/scopes';

/** An install that works and was granted everything. */
export const buildInstallation = (more: Partial<Installation> = {}): Installation => ({
  accountId: '00000000-0000-4000-8000-000000000001',
  status: 'ACTIVE',
  generation: 1,
  credentialKind: 'APP_INSTALL',
  installedAt: new Date('2026-01-01T00:00:00.000Z'),
  grantedScopes: [...fleetWatchScopes.required, ...fleetWatchScopes.optional],
  isProven: true,
  refusals: 0,
  ...more,
});
