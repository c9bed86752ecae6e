import { createServer } from 'node:net';

/** A port that a part needs, with the setting that moves it. */
export type NeededPort = { readonly port: number; readonly part: string; readonly setting: string };

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/**
 * Makes sure that every port can be had before anything starts.
 *
 * @throws with one line that names each busy port, what wants it, and how to move it
 */
export const assertPortsFree = async (needed: readonly NeededPort[]): Promise<void> => {
  const busy: string[] = [];
  for (const { port, part, setting } of needed)
    if (!(await isFree(port))) busy.push(`${port} (${part}; ${setting} moves it)`);
  if (busy.length > 0)
    throw new Error(
      `Port ${busy.join(', ')} is in use. Is Fleet Watch running already? Stop that one first.`,
    );
};
