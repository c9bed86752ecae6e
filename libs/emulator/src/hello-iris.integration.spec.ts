import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createTrackunit, demoAccounts } from './index.ts';

const folder = new URL('../../../examples/hello-iris/', import.meta.url);
const irisAppId = '@example/hello-iris';

const startBackend = async (env: Readonly<Record<string, string>>): Promise<string> => {
  const backend = spawn(process.execPath, [fileURLToPath(new URL('backend.mjs', folder))], {
    env: { ...env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void backend.kill());
  const [address] = (await once(createInterface(backend.stdout), 'line')) as [string];
  return address;
};

test('another app’s manifest goes through the tutorial', async () => {
  const manifest = JSON.parse(await readFile(new URL('iris-app-manifest.json', folder), 'utf8')) as object;
  await using trackunit = await createTrackunit();
  const backendUrl = await startBackend({ TRACKUNIT_URL: trackunit.url });
  trackunit.registerApp({
    manifest: { ...manifest, tokenCallback: { url: `${backendUrl}/appinstall` } },
    bundleDir: fileURLToPath(new URL('extension', folder)),
  });
  const ask = async () => {
    const answer = await fetch(`${backendUrl}/machines`);
    return [answer.status, (await answer.text()).trim()];
  };
  const install = () => trackunit.install({ irisAppId, accountId: demoAccounts.nordhavn });

  expect(await install()).toMatchObject({ delivered: true, status: 204 });
  expect(await ask()).toEqual([200, JSON.stringify({ [demoAccounts.nordhavn]: 60 })]);

  const frame = `${trackunit.appsUrl}/frame/${encodeURIComponent(irisAppId)}/hello-iris`;
  expect(await (await fetch(frame)).text()).toContain(
    'data-bundle="/bundle/%40example%2Fhello-iris/hello-iris.js"',
  );

  await trackunit.runScenario('Secret rotated');
  expect(await ask()).toEqual([502, '/apptoken answered 401']);
  await install();
  expect((await ask())[0]).toBe(200);
});

test('a message without an identity, or for another app, is refused by the sample too', async () => {
  await using trackunit = await createTrackunit();
  const backendUrl = await startBackend({ TRACKUNIT_URL: trackunit.url });
  const accountId = demoAccounts.nordhavn;
  const send = async (body: object, identity?: string) => {
    const headers: Record<string, string> = identity === undefined ? {} : { 'Trackunit-Identity': identity };
    return (await fetch(`${backendUrl}/appinstall`, { method: 'POST', headers, body: JSON.stringify(body) }))
      .status;
  };
  const identity = await trackunit.signIdentity({ irisAppId, accountId });
  expect(await send({ irisAppId, accountId })).toBe(401);
  expect(await send({ irisAppId, accountId }, `${identity}x`)).toBe(401);
  expect(await send({ irisAppId: '@other/app', accountId }, identity)).toBe(403);
});
