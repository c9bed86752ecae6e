/* eslint-disable @nx/enforce-module-boundaries -- it imports the library as another app does */
import * as library from '@fleet-watch/iris-app-backend';
import { createIdentityVerifier, createKeySource } from '@fleet-watch/trackunit-client';
import express from 'express';
import { z } from 'zod';

const readFleet = library.defineAccountJob({ name: 'read-fleet', payload: z.object({}) });
const [irisAppId = '', dataDir = '', credentialKeys = '', jwksUrl = ''] = process.argv.slice(2);

const database = await library.createDatabase<unknown>({ dataDir }); // or { url: 'postgres://…' }
await database.migrate();
const keys = library.createKeyRing(library.parseCredentialKeys(credentialKeys));
const vault = library.createVault({ database, keys, irisAppId });
await vault.checkKeys();
const jobs = await library.createJobQueue({ database, jobs: [readFleet] });
await jobs.work(readFleet, async ({ accountId }) => {
  const credential = await vault.findCredential(accountId);
  console.log(`${accountId} installed the app with client ${credential?.clientId}`);
});

const store = library.createKeyStore({ database });
const verifyIdentity = createIdentityVerifier({ keys: createKeySource({ jwksUrl, store }) });
const onInstalled: library.InstallHook<unknown> = async (tx, installs) => {
  const accountIds = installs.map(({ accountId }) => accountId);
  await jobs.enqueueForEach(tx, { job: readFleet, accountIds, payload: {} });
};
const callback = library.createInstallCallback({ database, vault, verifyIdentity, onInstalled });
const server = express().use('/appinstall', callback).listen(0, '127.0.0.1');
server.once('listening', () => console.log(server.address()));
