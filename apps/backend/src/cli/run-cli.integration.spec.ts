import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

let dataDir = '';
const accountId = randomUUID();

/** Runs a command that writes to `stdout`, and reads what it complains of. */
const run = async (args: readonly string[], stdout: Writable = new PassThrough(), input = '') => {
  let complaints = '';
  const stderr = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      complaints += chunk.toString();
      done();
    },
  });
  const stdin = new PassThrough();
  stdin.end(input);
  const code = await runCli(args, { DATA_DIR: dataDir }, {
    ...{ stdin, stdout, stderr },
  } as unknown as Parameters<typeof runCli>[2]);
  return { code, complaints };
};

const failing = (code: string) =>
  new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error(`${code}: told by a test`), { code })),
  });

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'fleet-watch-run-cli-'));
  await run(['accounts', 'add', accountId, '--kind', 'api-key'], undefined, 'client\nvery-secret\n');
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

test.each([
  ['a list', ['accounts', 'list'], 0],
  ['an export', ['accounts', 'export', accountId], 1],
])(
  'a reader that takes the beginning of %s and goes away is no reason to complain',
  async (_what, args, code) => {
    expect(await run(args, failing('EPIPE'))).toEqual({ code, complaints: '' });
  },
);

test.each([
  ['a list', ['accounts', 'list']],
  ['an export', ['accounts', 'export', accountId]],
])('%s that can’t be written is not done, and that is said in one line', async (_what, args) => {
  expect(await run(args, failing('ENOSPC'))).toEqual({ code: 1, complaints: 'ENOSPC: told by a test\n' });
});

test('a word too many is refused, so that nobody takes two accounts to be suspended', async () => {
  const stdout = new PassThrough();
  expect(await run(['accounts', 'suspend', accountId, randomUUID()], stdout)).toEqual({
    code: 2,
    complaints: 'That is too much; type: accounts suspend <accountId>\n',
  });
  expect(stdout.read()).toBeNull();
  expect((await run(['accounts', 'list', 'all'])).code).toBe(2);
});

test('a command that is none is named', async () => {
  const { code, complaints } = await run(['accounts', 'delete', accountId]);
  expect([code, complaints.split('\n')[0]]).toEqual([2, "'accounts delete' is no command."]);
});
