import { execFile } from 'node:child_process';
import { cp, mkdtemp, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresBinaries } from './postgres-binaries.ts';

const run = promisify(execFile);

/** PostgreSQL refuses to run as root; the unprivileged user that every Linux has stands in. */
export const nobody = 65_534;

export const isRoot = (): boolean => process.getuid?.() === 0;

/** The command line that runs a program as the server's user; as root it ends with us, even after a kill −9. */
export const asServerUser = (file: string, args: readonly string[]): [string, string[]] => {
  if (!isRoot()) return [file, [...args]];
  const dropped = ['--reuid', `${nobody}`, '--regid', `${nobody}`, '--clear-groups'];
  return ['setpriv', ['--pdeathsig', 'INT', ...dropped, '--', file, ...args]];
};

const canRun = async (file: string): Promise<boolean> => {
  const [command, args] = asServerUser(file, ['--version']);
  return run(command, args, { cwd: tmpdir() }).then(
    () => true,
    () => false,
  );
};

/**
 * Programs that the server's user can run: the package's own, or a copy of them where the repository lies in a
 * folder that only root may enter. A copy is removed by whoever removes `copyDir`.
 */
export const reachableBinaries = async (
  found: PostgresBinaries,
): Promise<PostgresBinaries & { readonly copyDir?: string }> => {
  if (await canRun(found.postgres)) return found;
  const copyDir = await mkdtemp(join(tmpdir(), 'fleet-watch-pg-bin-'));
  await chmod(copyDir, 0o755);
  await cp(dirname(dirname(found.postgres)), copyDir, { recursive: true, verbatimSymlinks: true });
  return { initdb: join(copyDir, 'bin', 'initdb'), postgres: join(copyDir, 'bin', 'postgres'), copyDir };
};
