import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * A line to a database that can fall silent, as a network does that loses everything: connections stay, nothing
 * comes through.
 */
export const openSilentLine = async (databaseUrl: string) => {
  const far = new URL(databaseUrl);
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const there = connect(Number(far.port), far.hostname);
    near.pipe(there).pipe(near);
    for (const socket of [near, there]) sockets.push(socket.on('error', () => undefined));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const near = new URL(databaseUrl);
  near.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: near.href,
    fallSilent: () => sockets.forEach((socket) => socket.unpipe().pause()),
    close: async () => {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((closed) => server.close(closed));
    },
  };
};
