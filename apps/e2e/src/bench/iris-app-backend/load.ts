import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { benchAppId, type ContestantName } from './contestants.ts';

/** One message with its own signed identity. */
export type Message = { readonly body: string; readonly identity: string };

/** Trackunit's side: a key server that counts, and messages that it signs with RS256. */
export const startSigner = async () => {
  const newKey = async (kid: string) => ({ kid, ...(await generateKeyPair('RS256', { extractable: true })) });
  const [own, foreign] = [await newKey('own'), await newKey('foreign')];
  const jwks = JSON.stringify({
    keys: [{ ...(await exportJWK(own.publicKey)), kid: 'own', use: 'sig', alg: 'RS256' }],
  });
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.setHeader('content-type', 'application/json').end(jwks);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sign = async (kid: string, key: typeof own): Promise<Message> => {
    const accountId = randomUUID();
    const identity = await new SignJWT({ jti: randomUUID() })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(key.privateKey);
    const credential = { clientId: '0oa10o3h43eulvWtz358', clientSecret: `secret-${accountId}` };
    return {
      identity,
      body: JSON.stringify({ type: 'INSTALLED', irisAppId: benchAppId, accountId, ...credential }),
    };
  };
  return {
    jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
    requests: () => requests,
    messages: (count: number) => Promise.all(Array.from({ length: count }, () => sign('own', own))),
    forged: (count: number) =>
      Promise.all(Array.from({ length: count }, (_, n) => sign(`forged ${n}`, foreign))),
    /** A token as Manager hands one to an extension. */
    userToken: () =>
      new SignJWT({ accountId: randomUUID(), sub: 'user' })
        .setProtectedHeader({ alg: 'RS256', kid: 'own' })
        .setExpirationTime('1h')
        .sign(own.privateKey),
    stop: () => server.close(),
  };
};

const serverModule = fileURLToPath(new URL('./main.ts', import.meta.url));

/** What is measured: where it takes install messages, and how it ends. */
export type Contender = { readonly url: string; readonly stop: () => Promise<void> };

/** Starts a contestant in a process of its own. */
export const startContestant = async (name: ContestantName, databaseUrl: string, jwksUrl: string) => {
  const child: ChildProcess = spawn(process.execPath, [serverModule, name, databaseUrl, jwksUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('no output');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: `http://127.0.0.1:${line.toString().trim()}/appinstall`,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
};

const postOne = (url: string, agent: Agent, { body, identity }: Message): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'trackunit-identity': identity,
    };
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.once('error', reject).end(body);
  });

/** Posts all messages over so many connections; answers how long it took and with which statuses. */
export const postAll = async (url: string, messages: readonly Message[], connections: number) => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const statuses = new Map<number, number>();
  let next = 0;
  const post = async (): Promise<void> => {
    for (let message = messages[next++]; message !== undefined; message = messages[next++]) {
      const status = await postOne(url, agent, message);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: connections }, post));
  const elapsedMs = performance.now() - startedMs;
  agent.destroy();
  return { elapsedMs, statuses, perSecond: (messages.length / elapsedMs) * 1000 };
};
