import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import type { Plugin } from 'vite';
import { createFixtureBackend, type FixtureBackend } from '../testing/fixture-backend.ts';
import { isScenario } from '../testing/scenarios.ts';

const toRequest = (incoming: IncomingMessage): Request => {
  const { method = 'GET', url = '/', headers } = incoming;
  const init: RequestInit & { duplex?: 'half' } = {
    method,
    headers: {
      Authorization: headers.authorization ?? '',
      'Accept-Language': headers['accept-language'] ?? '',
    },
  };
  if (method !== 'GET') {
    init.body = Readable.toWeb(incoming) as ReadableStream;
    init.duplex = 'half';
  }
  return new Request(`http://localhost${url}`, init);
};

const send = async (response: Response, outgoing: ServerResponse): Promise<void> => {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) return void outgoing.end();
  await pipeline(Readable.fromWeb(response.body as NodeReadableStream), outgoing);
};

/** The token that the stand-in host hands out names the scenario, so that each frame has its own backend. */
export const fixtureBackendPlugin = (): Plugin => ({
  name: 'fixture-backend',
  configureServer(server) {
    const backends = new Map<string, FixtureBackend>();
    server.middlewares.use((incoming: IncomingMessage, outgoing: ServerResponse, next: () => void) => {
      if (incoming.url?.startsWith('/api/v1/') !== true) return next();
      const word = incoming.headers.authorization?.replace('Bearer ', '') ?? '';
      const scenario = isScenario(word) ? word : 'usual';
      const backend = backends.get(scenario) ?? createFixtureBackend({ scenario });
      backends.set(scenario, backend);
      backend
        .answer(toRequest(incoming))
        .then((response) => send(response, outgoing))
        .catch(() => outgoing.destroy());
    });
  },
});
