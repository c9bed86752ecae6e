import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A token server that takes 20 ms for each answer, in a process of its own. Tells its port, later what it saw. */
const answerAfterMs = 20;
const seen = { requests: 0, underWay: 0, mostUnderWay: 0, answeringMs: 0 };
const body = JSON.stringify({
  token_type: 'Bearer',
  expires_in: 3600,
  access_token: 'A'.repeat(900),
  scope: 'asset.view',
});

const server = createServer((request, response) => {
  seen.requests += 1;
  seen.underWay += 1;
  seen.mostUnderWay = Math.max(seen.mostUnderWay, seen.underWay);
  request.resume();
  const startMs = performance.now();
  setTimeout(() => {
    seen.underWay -= 1;
    seen.answeringMs += performance.now() - startMs;
    if (request.url === '/refuse/apptoken') {
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"invalid_client"}');
    } else response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  }, answerAfterMs);
});

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('message', () => {
  process.send?.(seen);
  Object.assign(seen, { requests: 0, mostUnderWay: 0, answeringMs: 0 });
});
process.on('disconnect', () => process.exit());
