import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { demoAccounts } from '../index.ts';
import { irisAppId, startApp } from '../testing/start-app.ts';

const { alpine, nordhavn } = demoAccounts;
const hourMs = 3_600_000;

const createStateFileName = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'trackunit-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'state.json');
};

test('tokens of an earlier run are ended with the others', async () => {
  const stateFile = await createStateFileName();
  const first = await startApp({ stateFile });
  const token = await first.getToken(alpine);
  await first.close();
  await using second = await startApp({ stateFile });
  second.trackunit.revokeTokens(irisAppId, alpine);
  expect((await second.withToken(token)('GET', '/api/asset/v2/assets')).status).toBe(401);
});

test('a story that was paused goes on after a restart where it stood', async () => {
  const stateFile = await createStateFileName();
  let wallMs = Date.parse('2026-06-03T10:00:00Z');
  const clock = () => new Date(wallMs);
  const first = await startApp({ stateFile, clock });
  first.trackunit.setSpeed(0);
  wallMs += 200 * hourMs;
  const paused = first.trackunit.truth(nordhavn);
  await first.close();
  await using second = await startApp({ stateFile, clock });
  expect(second.trackunit.truth(nordhavn)).toEqual(paused);
});

test('a closed emulator writes its state no more', async () => {
  const stateFile = await createStateFileName();
  const app = await startApp({ stateFile });
  await app.close();
  await rm(stateFile);
  app.trackunit.setSpeed(2);
  await new Promise((resolve) => setTimeout(resolve, 400));
  await expect(stat(stateFile)).rejects.toThrow(/ENOENT/);
});
