import { createTokenProvider, createTrackunitClient, Secret } from '@fleet-watch/trackunit-client';

/** Reads and parses a fleet and does nothing with it, in a process of its own; prints assets a second. */
const [url = '', clientId = '', clientSecret = ''] = process.argv.slice(2);

const accountId = '00000000-0000-4000-8000-000000000000';
const tokens = createTokenProvider({
  authUrl: url,
  irisAppId: '@bench/reader',
  credentials: {
    findCredential: async () => ({
      kind: 'API_KEY',
      generation: '1',
      clientId,
      clientSecret: new Secret(clientSecret),
    }),
  },
});

const startedMs = performance.now();
let count = 0;
const client = createTrackunitClient({ apiUrl: url, tokens });
for await (const page of client.account(accountId).assets()) count += page.length;
console.log(String((count / (performance.now() - startedMs)) * 1000));
process.exit(0);
