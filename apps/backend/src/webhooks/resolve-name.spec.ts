import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createResolve } from './resolve-name.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** What a name server says: addresses as hexadecimal by the type of question, 1 for IPv4 and 28 for IPv6. */
type Zone = Readonly<Record<string, Readonly<Partial<Record<number, string>>> | 'never answered'>>;

const readQuestion = (message: Buffer) => {
  const labels: string[] = [];
  let place = 12;
  for (let length = message[place] ?? 0; length > 0; length = message[place] ?? 0) {
    labels.push(message.toString('latin1', place + 1, place + 1 + length));
    place += length + 1;
  }
  return { name: labels.join('.'), type: message.readUInt16BE(place + 1), end: place + 5 };
};

/** @see https://www.rfc-editor.org/rfc/rfc1035#section-4.1 */
const toAnswer = (message: Buffer, zone: Zone): Buffer | undefined => {
  const { name, type, end } = readQuestion(message);
  const records = zone[name];
  if (records === 'never answered') return undefined;
  const address = Buffer.from(records?.[type] ?? '', 'hex');
  const header = Buffer.alloc(12);
  message.copy(header, 0, 0, 2);
  header.writeUInt16BE(records === undefined ? 0x8183 : 0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(address.length > 0 ? 1 : 0, 6);
  const record = [0xc0, 12, 0, type, 0, 1, 0, 0, 0, 0, 0, address.length];
  return Buffer.concat([
    ...[header, message.subarray(12, end)],
    ...(address.length > 0 ? [Buffer.from(record), address] : []),
  ]);
};

const serveNames = async (zone: Zone): Promise<{ servers: string[]; asked: string[] }> => {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (message, from) => {
    asked.push(readQuestion(message).name);
    const answer = toAnswer(message, zone);
    if (answer !== undefined) socket.send(answer, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  closers.push(() => socket.close());
  return { servers: [`127.0.0.1:${socket.address().port}`], asked };
};

const writeHosts = async (text: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'fleet-watch-hosts-'));
  closers.push(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'hosts'), text);
  return join(folder, 'hosts');
};

test('a name has every address that the name server has for it', async () => {
  const ipv6 = '20010db8000000000000000000000001';
  const { servers } = await serveNames({
    'both.test': { 1: '08080808', 28: ipv6 },
    'one.test': { 1: '08080404' },
  });
  const resolve = createResolve({ servers });
  expect(await resolve('both.test')).toEqual([
    { address: '8.8.8.8', family: 4 },
    { address: '2001:db8::1', family: 6 },
  ]);
  expect(await resolve('one.test')).toEqual([{ address: '8.8.4.4', family: 4 }]);
});

test('a name of the hosts file has the addresses that stand there, and nobody is asked', async () => {
  const { servers, asked } = await serveNames({});
  const hostsFile = await writeHosts(
    '# own\n127.0.0.1\tlocalhost  Receiver.test # here\n::1 localhost\n8.8.8.8\n',
  );
  const resolve = createResolve({ servers, hostsFile });
  expect(await resolve('localhost.')).toEqual([
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]);
  expect(await resolve('receiver.test')).toEqual([{ address: '127.0.0.1', family: 4 }]);
  expect(asked).toEqual([]);
});

test('a name that is not there is told from one that nobody answers for', async () => {
  const { servers } = await serveNames({ 'slow.test': 'never answered', 'empty.test': {} });
  const resolve = createResolve({ servers, timeoutMs: 100 });
  await expect(resolve('missing.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  await expect(resolve('empty.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  await expect(resolve('slow.test')).rejects.toMatchObject({ code: 'EAI_AGAIN' });
});

test('names that nobody answers for take no thread from the look-ups of everybody else', async () => {
  const { servers, asked } = await serveNames({ 'slow.test': 'never answered' });
  const resolve = createResolve({ servers, timeoutMs: 300 });
  const slow = Promise.allSettled(Array.from({ length: 8 }, () => resolve('slow.test')));
  await expect.poll(() => asked.length).toBeGreaterThanOrEqual(16);
  expect(process.getActiveResourcesInfo()).not.toContain('GetAddrInfoReqWrap');
  expect((await slow).map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 'rejected'));
});
