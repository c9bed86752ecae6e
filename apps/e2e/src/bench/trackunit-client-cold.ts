import { createTokenProvider, Secret } from '@fleet-watch/trackunit-client';
import { readPeakMb } from './trackunit-client-peak.ts';

/**
 * Asks for the tokens of 10,000 cold accounts at once, in a process of its own, so that its peak memory is its own.
 * The server's address is the argument. Connections are opened by a first round of 100 accounts.
 */
const count = 10_000;
const scopes = ['asset.view'];
const { getToken } = createTokenProvider({
  authUrl: process.argv[2] ?? '',
  irisAppId: '@bench/app',
  credentials: {
    findCredential: (accountId) =>
      Promise.resolve({
        kind: 'APP_INSTALL',
        generation: '1',
        clientId: accountId,
        clientSecret: new Secret('s3cret'),
      }),
  },
});

const ask = (name: string, size: number) =>
  Promise.all(
    Array.from({ length: size }, (_, number) => getToken({ accountId: `${name} ${number}`, scopes })),
  );

await ask('first', 100);
const startMs = performance.now();
await ask('cold', count);
const tookMs = performance.now() - startMs;
process.send?.({ tookMs, peakMb: readPeakMb(), count });
process.disconnect();
