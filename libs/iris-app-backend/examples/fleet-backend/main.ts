/* eslint-disable @nx/enforce-module-boundaries -- it imports the libraries as another app does */
import * as library from '@fleet-watch/iris-app-backend';
import * as trackunit from '@fleet-watch/trackunit-client';
import express from 'express';
import { z } from 'zod';

type Tables = { machine: { account_id: string; asset_id: string; name: string | null } };

const { IRIS_APP_ID: irisAppId = '', DATA_DIR: dataDir = '', CREDENTIAL_KEYS = '' } = process.env;
const { TRACKUNIT_AUTH_URL: authUrl = '', TRACKUNIT_API_URL: apiUrl = '' } = process.env;
const { TRACKUNIT_IDENTITY_JWKS_URL: jwksUrl = '' } = process.env;

const createMachine = `
  create table machine (account_id uuid, asset_id text, name text, primary key (account_id, asset_id));
  ${library.accountTablePolicySql('machine')}`;
const database = await library.createDatabase<Tables>({ dataDir }); // or { url: 'postgres://…' }
await database.migrate({ name: 'my_app', migrations: { '0001_create_machine': createMachine } });
const keys = library.createKeyRing(library.parseCredentialKeys(CREDENTIAL_KEYS));
const vault = library.createVault({ database, keys, irisAppId });
await vault.checkKeys();

const tokens = trackunit.createTokenProvider({
  authUrl,
  irisAppId,
  credentials: vault,
  declaredScopes: ['asset.view'], // the manifest's
  store: library.createTokenStore({ database, keys, onlyInstalled: true }),
  lease: library.createRenewalLease({ database }),
});
const budgets = library.createBudgetStore({ database });
const client = trackunit.createTrackunitClient({ apiUrl, tokens, budgets });
await library.listenToAccountChanges(database, {
  onChange: (accountId) => void tokens.invalidate({ accountId }).catch(console.error),
  onGap: () => tokens.forgetAll(),
});

const readFleet = library.defineAccountJob({ name: 'read-fleet', payload: z.object({}) });
const jobs = await library.createJobQueue({ database, jobs: [readFleet] });
await jobs.work(readFleet, async ({ accountId, signal }) => {
  const pages: Tables['machine'][][] = [];
  for await (const page of client.account(accountId).assets({ signal }))
    pages.push(page.map(({ assetId, name }) => ({ account_id: accountId, asset_id: assetId, name })));
  await database.forAccount(accountId, async (tx) => {
    await tx.deleteFrom('machine').execute(); // of this account: it sees no other's rows
    for (const page of pages.filter(({ length }) => length > 0))
      await tx.insertInto('machine').values(page).execute();
  });
  console.log(`${accountId} has ${pages.flat().length} machines`);
});

const store = library.createKeyStore({ database });
const verifyIdentity = trackunit.createIdentityVerifier({
  keys: trackunit.createKeySource({ jwksUrl, store }),
});
const onInstalled: library.InstallHook<Tables> = async (tx, installs) => {
  const accountIds = installs.map(({ accountId }) => accountId);
  await jobs.enqueueForEach(tx, { job: readFleet, accountIds, payload: {} });
};
const callback = library.createInstallCallback({ database, vault, verifyIdentity, onInstalled });
const server = express().use('/appinstall', callback).listen(0, '127.0.0.1');
server.once('listening', () => console.log(server.address()));
