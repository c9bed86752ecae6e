import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createTrackunit } from '../index.ts';
import { irisAppId, manifest } from '../testing/start-app.ts';
import { toAllowAttribute } from './frame-page.ts';

const start = async (more: object = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'trackunit-'));
  const bundleDir = join(folder, 'extension');
  await mkdir(bundleDir);
  await writeFile(join(folder, 'secret.txt'), 'hunter2');
  await writeFile(join(bundleDir, 'acme-fleet.js'), 'export const bootstrap = async () => {};');
  await writeFile(join(bundleDir, 'acme-fleet.css'), 'body { color: red }');
  const trackunit = await createTrackunit({ apps: [{ manifest: { ...manifest, ...more }, bundleDir }] });
  onTestFinished(async () => {
    await trackunit.close();
    await rm(folder, { recursive: true });
  });
  const get = (path: string) => fetch(`${trackunit.appsUrl}${path}`);
  return { get, trackunit, app: encodeURIComponent(irisAppId) };
};

test('a frame names its bundle and its style sheet, and both are served with their types', async () => {
  const { get, app } = await start();
  const html = await (await get(`/frame/${app}/acme-fleet`)).text();
  expect(html).toContain(`data-bundle="/bundle/${app}/acme-fleet.js"`);
  expect(html).toContain(`data-css="/bundle/${app}/acme-fleet.css"`);
  const script = await get(`/bundle/${app}/acme-fleet.js`);
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect((await get(`/bundle/${app}/acme-fleet.css`)).headers.get('content-type')).toBe(
    'text/css; charset=utf-8',
  );
  expect(await (await get('/frame-loader.js')).text()).toContain('extension.mount(props)');
});

test('a language that is no language cannot break out of its attribute', async () => {
  const { get, app } = await start();
  const html = await (await get(`/frame/${app}/acme-fleet?lang=${encodeURIComponent('"><script>')}`)).text();
  expect(html).toContain('<html lang="&quot;&gt;&lt;script&gt;">');
});

test('nothing outside of the bundle’s folder is served', async () => {
  const { trackunit, app } = await start();
  const { port } = new URL(trackunit.appsUrl);
  const read = (path: string) =>
    new Promise<string>((resolve) => {
      // fetch would take the dots away before it asks.
      request({ host: '127.0.0.1', port, path }, (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.on('end', () => resolve(`${answer.statusCode} ${text}`));
      }).end();
    });
  for (const path of [
    '../secret.txt',
    '..%2Fsecret.txt',
    '%2e%2e/secret.txt',
    'x/../../secret.txt',
    '%00',
    '%zz',
  ]) {
    const answer = await read(`/bundle/${app}/${path}`);
    expect(answer).toMatch(/^404 /);
    expect(answer).not.toContain('hunter2');
  }
});

test('an extension, an app, a file and an address that are not there say what is missing', async () => {
  const { get, app } = await start();
  for (const [path, words] of [
    [`/frame/${app}/other`, 'has no extension other'],
    ['/frame/%40no%2Fapp/x', 'There is no app @no/app'],
    [`/bundle/${app}/other.js`, 'build the extension'],
    [`/elsewhere/${app}`, 'is not served here'],
  ] as const) {
    const answer = await get(path);
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining(words)]);
  }
});

test('an app without a bundle folder says so', async () => {
  await using trackunit = await createTrackunit({ apps: [{ manifest }] });
  const answer = await fetch(`${trackunit.appsUrl}/bundle/${encodeURIComponent(irisAppId)}/acme-fleet.js`);
  expect(await answer.text()).toContain('registered without its bundle folder');
});

test('sandbox features and permissions of a manifest are told to Manager', async () => {
  const { trackunit } = await start({
    cspHeader: { 'connect-src': [], sandbox: ['allow-downloads'] },
    permissionsPolicy: { camera: ['self'], 'geo location': ['*'] },
  });
  const [app] = (await (await fetch(`${trackunit.url}/_emulator/apps`)).json()) as {
    sandbox: string[];
    permissionsPolicy: string;
  }[];
  expect([app?.sandbox, app?.permissionsPolicy]).toEqual([['allow-downloads'], 'camera self']);
});

test('a permissions policy is read as a text, a list or a record, and anything else allows nothing', () => {
  expect(toAllowAttribute('camera *')).toBe('camera *');
  expect(toAllowAttribute(['camera', 'x"y'])).toBe('camera');
  expect(toAllowAttribute({ camera: ['self', 'https://a.example'], microphone: '*' })).toBe(
    'camera self https://a.example; microphone *',
  );
  expect(toAllowAttribute(7)).toBe('');
});

test('a source in connect-src that would add a directive is refused', async () => {
  const bad = {
    ...manifest,
    cspHeader: { 'connect-src': ["https://a.example; script-src 'unsafe-inline'"] },
  };
  await expect(createTrackunit({ apps: [{ manifest: bad }] })).rejects.toThrow(/connect-src/);
});

test('Manager’s built files are served with their types, and its index for every other page', async () => {
  const managerDir = await mkdtemp(join(tmpdir(), 'manager-'));
  onTestFinished(() => rm(managerDir, { recursive: true }));
  await writeFile(join(managerDir, 'index.html'), '<!doctype html><title>Manager</title>');
  await writeFile(join(managerDir, 'main.js'), '1');
  await using trackunit = await createTrackunit({ managerDir });
  const get = async (path: string) => {
    const answer = await fetch(`${trackunit.url}${path}`);
    return [answer.status, answer.headers.get('content-type'), await answer.text()];
  };
  expect(await get('/main.js')).toEqual([200, 'text/javascript; charset=utf-8', '1']);
  for (const path of ['/', '/fleet', '/goto/x/y', '/%E0%A4%A']) {
    expect(await get(path)).toEqual([
      200,
      'text/html; charset=utf-8',
      expect.stringContaining('<title>Manager</title>'),
    ]);
  }
});
