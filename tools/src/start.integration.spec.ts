import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '@fleet-watch/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { isAlive, listDescendants } from './testing/processes.ts';

/** What a shell may have set for a real backend; none of it may lead out of the demo. */
const settingsOfAnother = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://fleet@127.0.0.1:1/real',
  CREDENTIAL_KEYS: 'none',
  ROLES: 'web',
  TRACKUNIT_USER_TOKEN_APP_CLAIM: 'real',
};

/** What is promised of a start after the install. */
const upWithinMs = 30_000;

let dataDir: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'fleet-watch-start-'));
  const [PORT, EMULATOR_PORT, EMULATOR_APPS_PORT] = [
    await findFreePort(),
    await findFreePort(),
    await findFreePort(),
  ];
  const ports = {
    PORT: `${PORT}`,
    EMULATOR_PORT: `${EMULATOR_PORT}`,
    EMULATOR_APPS_PORT: `${EMULATOR_APPS_PORT}`,
  };
  env = { ...process.env, ...settingsOfAnother, ...ports, DATA_DIR: dataDir };
});
type Running = { readonly interrupt: () => boolean; readonly ended: Promise<number | null> };

const started: Running[] = [];
afterAll(async () => {
  for (const { interrupt, ended } of started) {
    interrupt();
    await ended;
  }
  // The backend of a start that was killed may still be closing its database.
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
});

/** Runs the program behind `npm start`; `until` resolves when it has printed that, or ended. */
const start = () => {
  const child = spawn(process.execPath, ['tools/src/start.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const until = (text: string) =>
    new Promise<void>((resolve) => {
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => {
          printed += chunk.toString();
          if (printed.includes(text)) resolve();
        });
      void ended.then(() => resolve());
    });
  const running = {
    until,
    ended,
    children: () => listDescendants(child.pid ?? 0),
    printed: () => printed,
    interrupt: () => child.kill('SIGINT'),
    killHard: () => child.kill('SIGKILL'),
  };
  started.push(running);
  return running;
};

const isListening = (port: string | undefined): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    () => true,
    () => false,
  );

const listPortsInUse = async (): Promise<readonly string[]> => {
  const names = ['PORT', 'EMULATOR_PORT', 'EMULATOR_APPS_PORT'];
  const inUse = await Promise.all(names.map((name) => isListening(env[name])));
  return names.filter((_, index) => inUse[index]);
};

test(
  'the first start is up in 30 s and installs, a second beside it is told off, Ctrl-C and kill −9 leave nothing, the next finds the install',
  { timeout: 180_000 },
  async () => {
    const spawnedMs = performance.now();
    const first = start();
    await first.until('is up');
    expect(performance.now() - spawnedMs).toBeLessThan(upWithinMs);
    expect(first.printed()).toContain('Installed for Nordhavn Rental; last sync: 60 assets.');
    const [url = ''] = /http:\S+/.exec(first.printed().slice(first.printed().indexOf('is up'))) ?? [];
    expect((await fetch(url)).status).toBe(200);

    const second = start();
    await second.until('never printed');
    expect(await second.ended).toBe(1);
    expect(second.printed().trim().split('\n')).toEqual([
      expect.stringMatching(/^Port .* is in use\. Is Fleet Watch running already\?/),
    ]);

    const children = await first.children();
    expect(children).not.toEqual([]);
    first.interrupt();
    expect(await first.ended).toBe(0);
    expect(await listPortsInUse()).toEqual([]);
    expect(children.filter(isAlive)).toEqual([]);

    const third = start();
    await third.until('is up');
    expect(third.printed()).toContain('Still installed for Nordhavn Rental');
    const orphans = await third.children();
    third.killHard();
    await third.ended;
    await vi.waitFor(
      async () => {
        expect(await listPortsInUse()).toEqual([]);
        expect(orphans.filter(isAlive)).toEqual([]);
      },
      { timeout: 10_000 },
    );
  },
);
