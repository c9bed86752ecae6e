import type { ApiCallRecord } from '@fleet-watch/emulator';
import type { FleetSummary } from '@fleet-watch/contracts';
import { expect, inject, test } from 'vitest';
import { startSystem } from '../testing/start-system.ts';

const seed = {
  accountId: 'd1e2f3a4-0b1c-4d2e-8f3a-4b5c6d7e8f90',
  name: 'No IrisX Hire',
  assetCount: 120,
  irisX: false,
  users: [{ userId: 'nora', name: 'Nora No', email: 'nora@no-irisx.example' }],
};

test('the fleet of an account without GraphQL comes by REST, and the next sync does not ask GraphQL again', async () => {
  const system = await startSystem({ accounts: [seed], embeddedTemplate: inject('embeddedTemplateFolder') });
  try {
    const [account] = system.accounts;
    if (account === undefined) throw new Error('the emulator did not take the account');
    const { lastSync } = await system.install(account);
    expect(lastSync).toMatchObject({ state: 'SUCCEEDED', error: null });

    const summary = (await (await system.ask(account, '/api/v1/fleet/summary')).json()) as FleetSummary;
    expect(summary.total).toBe(lastSync?.fetched);
    expect(summary.reporting).toBeGreaterThan(0);
    expect(summary.silent).toBeGreaterThan(0);

    const { id } = (await (await system.ask(account, '/api/v1/syncs', { method: 'POST' })).json()) as {
      id: string;
    };
    await system.waitForSync(
      account,
      (found) => found.lastSync?.id === id && found.lastSync.state === 'SUCCEEDED',
    );
    const calls = (await (await fetch(`${system.trackunit.url}/_emulator/calls`)).json()) as ApiCallRecord[];
    expect(calls.filter(({ path }) => path.startsWith('/api/graphql'))).toHaveLength(1);
    expect(calls.some(({ path }) => path.startsWith('/api/location/v1/locations'))).toBe(true);
  } finally {
    await system.close();
  }
});
