import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** The next message of a child process; its end before that is an error. */
export const nextMessage = <Message>(child: ChildProcess): Promise<Message> =>
  new Promise((resolve, reject) => {
    const onExit = (code: number | null): void =>
      reject(new Error(`the child process ended with ${code} before it told anything`));
    child.once('exit', onExit);
    child.once('error', reject);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message as Message);
    });
  });

/** Starts a program beside this file as it is. */
export const startChild = (file: string): ChildProcess => fork(new URL(file, import.meta.url));

/**
 * Runs a program beside this file as it would run in production, in one bundle of plain JavaScript, because reading
 * TypeScript alone takes 20 MB; and gives what it tells.
 */
export const runBundled = async <Message>(
  file: string,
  args: readonly string[],
  execArgv: readonly string[] = [],
): Promise<Message> => {
  const folder = await mkdtemp(join(tmpdir(), 'trackunit-client-bench-'));
  try {
    const bundle = await rolldown({ input: fileURLToPath(new URL(file, import.meta.url)), platform: 'node' });
    const program = join(folder, 'program.mjs');
    await bundle.write({ file: program, format: 'esm' });
    await bundle.close();
    return await nextMessage<Message>(fork(program, [...args], { execArgv: [...execArgv] }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
