import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createIdentityVerifier, createKeySource, type Clock } from '@fleet-watch/trackunit-client';
import express, { type RequestHandler } from 'express';
import type { Database } from '../database/create-database.ts';
import { createInstallCallback, type InstallCallbackOptions } from '../install/create-install-callback.ts';
import { createVault } from '../vault/create-vault.ts';
import {
  createKeyRing,
  generateCredentialKey,
  parseCredentialKeys,
  type KeyRing,
} from '../vault/key-ring.ts';
import { createTestSigner, type TestSigner } from './signer.ts';

export const testIrisAppId = '@example/app';

export const newKeyRing = (): KeyRing => createKeyRing(parseCredentialKeys(generateCredentialKey('k1')));

/** A body as Trackunit sends it, for a new account where none is given. */
export const installedBody = (members: Record<string, unknown> = {}) => ({
  type: 'INSTALLED',
  irisAppId: testIrisAppId,
  accountId: randomUUID(),
  clientId: '0oa10o3h43eulvWtz358',
  clientSecret: `secret-${randomUUID()}`,
  ...members,
});

type Options = Partial<InstallCallbackOptions<unknown>> & {
  readonly database: Database<unknown>;
  readonly keys?: KeyRing;
  readonly clock?: Clock;
  readonly signer?: TestSigner;
  /** What the app does before the callback has its turn. */
  readonly before?: RequestHandler;
};

/** The callback behind a real HTTP server on a free port, with Trackunit's side to sign for it. */
export const startCallback = async ({ database, keys = newKeyRing(), clock, ...options }: Options) => {
  const signer = options.signer ?? (await createTestSigner(clock === undefined ? {} : { now: clock.now }));
  const vault = createVault({ database, keys, irisAppId: testIrisAppId, clock });
  const source = createKeySource({ jwksUrl: signer.jwksUrl, fetch: signer.fetch, clock });
  const verifyIdentity = createIdentityVerifier({ keys: source, clock });
  const { before = (_request, _response, next) => next() } = options;
  const app = express().use(
    '/appinstall',
    before,
    createInstallCallback({ database, vault, verifyIdentity, clock, ...options }),
  );
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/appinstall`;

  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

  /** Delivers a message with a valid identity. */
  const deliver = async (body: unknown, claims: Record<string, unknown> = {}) =>
    post(JSON.stringify(body), { 'trackunit-identity': await signer.sign(claims) });

  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };

  return {
    url,
    vault,
    signer,
    post,
    deliver,
    /** The secret that the account's credential has now. */
    secretOf: async (accountId: string) => (await vault.findCredential(accountId))?.clientSecret.reveal(),
    stop,
    [Symbol.asyncDispose]: stop,
  };
};

export type CallbackUnderTest = Awaited<ReturnType<typeof startCallback>>;
