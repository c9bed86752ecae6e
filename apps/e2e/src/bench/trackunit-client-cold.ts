import { createTokenProvider, Secret } from '@fleet-watch/trackunit-client';
import { readPeakBytes } from './trackunit-client-peak.ts';

/**
 * Asks for the tokens of 10,000 cold accounts at once, in a process of its own, so that its peak memory is its own.
 * The server's address is the argument. The clock starts before the first connection.
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

const startMs = performance.now();
await Promise.all(
  Array.from({ length: count }, (_, number) => getToken({ accountId: `account ${number}`, scopes })),
);
const tookMs = performance.now() - startMs;
process.send?.({ tookMs, peakBytes: readPeakBytes(), count });
process.disconnect();
