import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below what systems hand out by themselves (from 32,768 on Linux, 49,152 on macOS): such a port could be given to
 * somebody else between our look and the start of whoever is to have it.
 */
const ports = { first: 20_000, end: 32_000 } as const;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** A port of the loopback address that is free now, for what has to know its port before it starts. */
export const findFreePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(ports.first, ports.end);
    if (await isFree(port)) return port;
  }
};
