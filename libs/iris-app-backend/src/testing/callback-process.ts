import type { AddressInfo } from 'node:net';
import { createIdentityVerifier, createKeySource } from '@fleet-watch/trackunit-client';
import express from 'express';
import { createDatabase } from '../database/create-database.ts';
import { createInstallCallback } from '../install/create-install-callback.ts';
import { createVault } from '../vault/create-vault.ts';
import { createKeyRing, parseCredentialKeys } from '../vault/key-ring.ts';
import { testIrisAppId } from './callback-under-test.ts';

/** A backend in a process of its own, to be killed: `node callback-process.ts <url or folder> <keys> <jwksUrl>`. */
const [where = '', credentialKeys = '', jwksUrl = ''] = process.argv.slice(2);
const database = await createDatabase<unknown>(
  where.startsWith('postgres:') ? { url: where } : { dataDir: where },
);
await database.migrate();
const keys = createKeyRing(parseCredentialKeys(credentialKeys));
const vault = createVault({ database, keys, irisAppId: testIrisAppId });
const verifyIdentity = createIdentityVerifier({ keys: createKeySource({ jwksUrl }) });
const callback = createInstallCallback({ database, vault, verifyIdentity, onInstalled: async () => {} });
const server = express().use('/appinstall', callback).listen(0, '127.0.0.1');
server.once('listening', () => process.stdout.write(`port ${(server.address() as AddressInfo).port}\n`));
