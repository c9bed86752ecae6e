import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { createTestDatabase } from './create-test-database.ts';
import { findFreePort } from './find-free-port.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { asServerUser, isRoot, nobody, reachableBinaries } from './run-as-server-user.ts';

const run = promisify(execFile);
const startTimeoutMs = 30_000;

/** A PostgreSQL server of a test's own. */
export type TestPostgres = {
  /** Address of the maintenance database, as its superuser. */
  readonly url: string;
  /** Makes an empty database and returns its address. */
  readonly createDatabase: () => Promise<string>;
  /** Ends the server as a crash would: no shutdown, no checkpoint. `start` brings it back on the same port. */
  readonly kill: () => Promise<void>;
  /** Starts the server again on its data after `kill`. */
  readonly start: () => Promise<void>;
  /** Ends the server and removes its data. */
  readonly stop: () => Promise<void>;
};

/** `durable: true` leaves fsync on, where losing data is the subject; the default is fast. */
export type StartPostgresOptions = { readonly durable?: boolean };

const waitUntilReady = async (url: string, server: ChildProcess, log: readonly string[]): Promise<void> => {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (cause) {
      if (server.exitCode !== null || Date.now() > deadline) {
        throw new Error(`PostgreSQL did not start: ${log.join('').slice(-2000)}`, { cause });
      }
      await sleep(50);
    }
  }
};

const endOf = async (server: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill(signal);
  await ended;
};

/**
 * Starts a real PostgreSQL server from binaries that an npm package ships, on a free port of the loopback
 * address, with its data in the system's temporary folder.
 *
 * @throws when no binaries exist for this platform, with what to install
 */
export const startPostgres = async ({
  durable = false,
}: StartPostgresOptions = {}): Promise<TestPostgres> => {
  const { initdb, postgres, copyDir } = await reachableBinaries(await findPostgresBinaries());
  const dataDir = await mkdtemp(join(tmpdir(), 'fleet-watch-pg-'));
  if (isRoot()) await chown(dataDir, nobody, nobody);
  await run(
    ...asServerUser(initdb, ['-D', dataDir, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync']),
    {
      cwd: tmpdir(),
    },
  );

  const port = await findFreePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const fast = durable ? [] : ['-c', 'fsync=off', '-c', 'full_page_writes=off'];
  const options = [
    '-D',
    dataDir,
    '-p',
    `${port}`,
    '-h',
    '127.0.0.1',
    '-k',
    '',
    '-c',
    'max_connections=200',
    ...fast,
  ];

  const launch = async (): Promise<ChildProcess> => {
    const log: string[] = [];
    const server = spawn(...asServerUser(postgres, options), {
      cwd: tmpdir(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    server.stderr.on('data', (chunk: Buffer) => log.push(chunk.toString()));
    await waitUntilReady(url, server, log);
    return server;
  };

  let server = await launch();
  return {
    url,
    createDatabase: () => createTestDatabase(url),
    // SIGQUIT is PostgreSQL's own "immediate shutdown": what the disk holds afterwards is what a crash leaves,
    // and no orphaned child keeps the port, as it would after SIGKILL to the parent alone.
    kill: () => endOf(server, 'SIGQUIT'),
    start: async () => {
      server = await launch();
    },
    stop: async () => {
      await endOf(server, 'SIGINT');
      await rm(dataDir, { recursive: true, force: true });
      if (copyDir !== undefined) await rm(copyDir, { recursive: true, force: true });
    },
  };
};
