import { createUserTokenVerifier } from '@fleet-watch/iris-app-backend';
import { startPostgres } from '@fleet-watch/testing';
import { createJwtVerifier, createKeySource } from '@fleet-watch/trackunit-client';
import autocannon from 'autocannon';
import express, { type RequestHandler } from 'express';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { BenchRow } from './bench-row.ts';
import { postAll, startContestant, startSigner } from './iris-app-backend/load.ts';

const connections = 32;
const callbacksPerRound = 3000;
const rounds = 5;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const round = (value: number, digits = 0): number => Number(value.toFixed(digits));

const assertAll = (statuses: ReadonlyMap<number, number>, status: number): void => {
  if (statuses.size !== 1 || !statuses.has(status))
    throw new Error(`expected ${status} only, got ${JSON.stringify([...statuses])}`);
};

/** Both handlers in turn on the same server, each in a process of its own; the first round warms up. */
const measureCallbacks = async (): Promise<readonly BenchRow[]> => {
  const [postgres, signer] = [await startPostgres({ durable: true }), await startSigner()];
  const start = async (kind: 'library' | 'handwritten') =>
    startContestant(kind, await postgres.createDatabase(), signer.jwksUrl);
  const [library, handwritten] = [await start('library'), await start('handwritten')];
  const speeds = { library: [] as number[], handwritten: [] as number[] };
  try {
    for (let index = 0; index <= rounds; index += 1) {
      for (const [kind, { url }] of Object.entries({ handwritten, library })) {
        const messages = await signer.messages(index === 0 ? 500 : callbacksPerRound);
        const { statuses, perSecond } = await postAll(url, messages, connections);
        assertAll(statuses, 204);
        if (index > 0) speeds[kind as keyof typeof speeds].push(perSecond);
      }
    }
    const before = signer.requests();
    const forged = await postAll(library.url, await signer.forged(500), connections);
    assertAll(forged.statuses, 401);
    const keyRequests = signer.requests() - before;
    const ratio = median(speeds.library) / median(speeds.handwritten);
    return [
      { name: 'install callbacks, hand-written', value: round(median(speeds.handwritten)), unit: '1/s' },
      { name: 'install callbacks, library', value: round(median(speeds.library)), unit: '1/s' },
      {
        name: 'library against hand-written',
        value: round(ratio, 2),
        unit: '×',
        aim: '≥ 1.0',
        ok: ratio >= 1,
      },
      {
        name: 'key requests caused by 500 forged callbacks',
        value: keyRequests,
        unit: '',
        aim: '≤ 1',
        ok: keyRequests <= 1,
      },
    ];
  } finally {
    await Promise.all([library.stop(), handwritten.stop()]);
    signer.stop();
    await postgres.stop();
  }
};

/** An app with one small route behind a check. */
const serve = async (check: RequestHandler) => {
  const app = express().use(check, (_request, response) => void response.json({ ok: true }));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, stop: () => server.close() };
};

const newUserToken = async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'user', alg: 'RS256' }] };
  const token = await new SignJWT({ accountId: '6b5cb246-7945-4bb6-bec5-2a1413ffd1b3', sub: 'user' })
    .setProtectedHeader({ alg: 'RS256', kid: 'user' })
    .setExpirationTime('1h')
    .sign(privateKey);
  const store = {
    findKeySet: async () => ({ jwks, fetchedAtMs: Date.now() }),
    saveKeySet: async () => {},
  };
  return { token, jwt: createJwtVerifier({ keys: createKeySource({ jwksUrl: 'memory:', store }) }) };
};

const requestsPerSecond = async (url: string, token: string): Promise<number> => {
  const headers = { authorization: `Bearer ${token}` };
  const result = await autocannon({ url, headers, connections, duration: 2 });
  if (result.non2xx > 0) throw new Error(`${result.non2xx} answers were not 2xx`);
  return result.requests.average;
};

/** A route with a known token against the same route without a check. */
const measureUserTokens = async (): Promise<readonly BenchRow[]> => {
  const { token, jwt } = await newUserToken();
  const verifier = createUserTokenVerifier({ jwt });
  const open = await serve((_request, _response, next) => next());
  const checked = await serve(async (request, response, next) => {
    const verdict = verifier.verify(request.headers.authorization?.slice('Bearer '.length) ?? '');
    const { ok } = verdict instanceof Promise ? await verdict : verdict;
    if (ok) next();
    else response.status(401).end();
  });
  const costs: number[] = [];
  try {
    await requestsPerSecond(open.url, token);
    for (let index = 0; index < 5; index += 1) {
      const without = await requestsPerSecond(open.url, token);
      const withCheck = await requestsPerSecond(checked.url, token);
      costs.push(1 - withCheck / without);
    }
  } finally {
    open.stop();
    checked.stop();
  }
  const percent = round(median(costs) * 100, 1);
  return [{ name: 'cost of a known user token', value: percent, unit: '%', aim: '≤ 15', ok: percent <= 15 }];
};

/** Measures what the Iris App backend library promises. */
export const run = async (): Promise<BenchRow[]> => [
  ...(await measureCallbacks()),
  ...(await measureUserTokens()),
];
