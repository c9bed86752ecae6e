import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createTestSigner } from './testing/signer.ts';
import { generateCredentialKey } from './vault/key-ring.ts';

const exampleFile = fileURLToPath(new URL('../examples/callback-backend/main.ts', import.meta.url));
const readmeFile = fileURLToPath(new URL('../README.md', import.meta.url));

test('the README shows the example as it is, in less than 30 lines', async () => {
  const [, ...lines] = (await readFile(exampleFile, 'utf8')).trimEnd().split('\n');
  expect(lines.length).toBeLessThan(30);
  expect(await readFile(readmeFile, 'utf8')).toContain(`\`\`\`ts\n${lines.join('\n')}\n\`\`\``);
});

test('the example of the README takes an install and works for the account', async () => {
  const signer = await createTestSigner();
  const keyServer = createServer((_request, response) => {
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ keys: [signer.publicJwk()] }));
  }).listen(0, '127.0.0.1');
  await once(keyServer, 'listening');
  const jwksUrl = `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}/jwks`;
  const dataDir = await mkdtemp(join(tmpdir(), 'example-'));
  const settings = ['@other/app', dataDir, generateCredentialKey('k1'), jwksUrl];
  const child = spawn(process.execPath, [exampleFile, ...settings]);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));

  await expect.poll(() => output, { timeout: 30_000 }).toMatch(/port: \d+/);
  const port = /port: (\d+)/.exec(output)?.[1];
  const accountId = randomUUID();
  const credential = { clientId: 'client-7', clientSecret: 'hush-hush' };
  const answer = await fetch(`http://127.0.0.1:${port}/appinstall`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'trackunit-identity': await signer.sign() },
    body: JSON.stringify({ type: 'INSTALLED', irisAppId: '@other/app', accountId, ...credential }),
  });
  expect(answer.status).toBe(204);
  await expect
    .poll(() => output, { timeout: 10_000 })
    .toContain(`${accountId} installed the app with client client-7`);
  expect(output).not.toContain('hush-hush');

  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  keyServer.close();
  await rm(dataDir, { recursive: true, force: true });
});
