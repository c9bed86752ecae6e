import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An authorization server that hands every request on, and keeps the forms of those for an app's token. */
export type TokenRecorder = {
  /** For the setting `TRACKUNIT_AUTH_URL`. */
  readonly url: string;
  /** What each request to `/apptoken` asked with, the oldest first; secrets are among it. */
  readonly forms: () => readonly URLSearchParams[];
  readonly close: () => Promise<void>;
};

/** Starts one. `target` is asked at each request, so it may be known later than the settings are. */
export const startTokenRecorder = async (target: () => string): Promise<TokenRecorder> => {
  const forms: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    const handOn = async () => {
      const body = await text(request);
      if (request.url === '/apptoken') forms.push(new URLSearchParams(body));
      const { authorization = '', 'content-type': type = '' } = request.headers;
      const headers = { authorization, 'content-type': type };
      const answer = await fetch(`${target()}${request.url}`, { method: 'POST', headers, body });
      const answered = answer.headers.get('content-type') ?? 'application/json';
      response.writeHead(answer.status, { 'content-type': answered }).end(await answer.text());
    };
    handOn().catch(() => response.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forms: () => forms,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};
