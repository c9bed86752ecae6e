import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createHostConnection, type HostConnection } from './index.ts';
import {
  answerAsHost,
  embedInFakeParent,
  managerOrigin,
  silence,
  type FakeParent,
} from './test/fake-parent.ts';

let parent: FakeParent;
let connection: HostConnection;
const quick = { connectTimeoutsMs: [40, 40, 40], callTimeoutMs: 60 };

beforeEach(() => {
  parent = embedInFakeParent();
  connection = createHostConnection(quick);
});

afterEach(() => {
  connection.close();
  vi.unstubAllGlobals();
});

const kinds = () => parent.sent.map(({ message }) => message.penpal);

test('nothing is sent before the first call', () => {
  expect(parent.sent).toEqual([]);
});

test('the handshake and a call are the messages of penpal 6.2', async () => {
  answerAsHost(parent, { getAssetInfo: () => ({ assetId: 'a-1' }) });

  await expect(connection.call('getAssetInfo')).resolves.toEqual({ assetId: 'a-1' });

  expect(parent.sent).toEqual([
    { message: { penpal: 'syn' }, targetOrigin: '*' },
    {
      message: { penpal: 'ack', methodNames: ['onContextChanged', 'onRouteChanged'] },
      targetOrigin: managerOrigin,
    },
    {
      message: { penpal: 'call', id: expect.anything(), methodName: 'getAssetInfo', args: [] },
      targetOrigin: managerOrigin,
    },
  ]);
});

test('calls share one connection', async () => {
  answerAsHost(parent, { getRoute: () => '', getAssetInfo: () => null });
  await Promise.all([connection.call('getRoute'), connection.call('getAssetInfo')]);
  await connection.call('getRoute');
  expect(kinds()).toEqual(['syn', 'ack', 'call', 'call', 'call']);
});

test('a hello that came before the host listened is said again', async () => {
  let hellos = 0;
  parent.onMessage((message, send) => {
    if (message.penpal === 'syn' && (hellos += 1) > 1) send({ penpal: 'synAck', methodNames: ['getRoute'] });
    if (message.penpal === 'call') {
      send({ penpal: 'reply', id: message['id'], resolution: 'fulfilled', returnValue: '/?q=crane' });
    }
  });
  await expect(connection.call('getRoute')).resolves.toBe('/?q=crane');
  expect(hellos).toBe(2);
});

test('a host that never answers the hello is unreachable', async () => {
  await expect(connection.call('getRoute')).rejects.toMatchObject({ code: 'host_unreachable' });
  expect(kinds()).toEqual(['syn', 'syn', 'syn']);
});

test('a host that was unreachable can be reached later', async () => {
  await expect(connection.call('getRoute')).rejects.toMatchObject({ code: 'host_unreachable' });
  answerAsHost(parent, { getRoute: () => '' });
  await expect(connection.call('getRoute')).resolves.toBe('');
});

test('a page that is not embedded says so at once', async () => {
  vi.stubGlobal('parent', window);
  await expect(connection.call('getRoute')).rejects.toMatchObject({
    code: 'host_unreachable',
    message: expect.stringContaining('not embedded'),
  });
});

test('a refusal of the host carries its reason and a code', async () => {
  parent.onMessage((message, send) => {
    if (message.penpal === 'syn') send({ penpal: 'synAck', methodNames: ['gotoAssetHome'] });
    if (message.penpal !== 'call') return;
    send({
      penpal: 'reply',
      id: message['id'],
      resolution: 'rejected',
      returnValue: { name: 'Error', message: 'no such asset', stack: '' },
      returnValueIsError: true,
    });
  });
  await expect(connection.call('gotoAssetHome', 'a-1')).rejects.toMatchObject({
    code: 'host_call_failed',
    message: 'the host refused gotoAssetHome(): no such asset',
  });
});

test('a method that the host does not offer is named', async () => {
  answerAsHost(parent, { getRoute: () => '' });
  await expect(connection.call('addToast', { title: 'Saved' })).rejects.toMatchObject({
    code: 'host_method_missing',
    message: expect.stringContaining('addToast'),
  });
});

test('a question whose answer got lost is asked again on a new connection', async () => {
  let asked = 0;
  answerAsHost(parent, { getRoute: () => ((asked += 1) === 1 ? silence : '/again') });
  await expect(connection.call('getRoute')).resolves.toBe('/again');
  expect(kinds()).toEqual(['syn', 'ack', 'call', 'syn', 'ack', 'call']);
});

test('two lost answers at the same time do not end each other’s new connection', async () => {
  let asked = 0;
  answerAsHost(parent, { getRoute: () => ((asked += 1) <= 2 ? silence : '/again') });
  await expect(Promise.all([connection.call('getRoute'), connection.call('getRoute')])).resolves.toEqual([
    '/again',
    '/again',
  ]);
});

test('a toast whose answer got lost is not shown twice', async () => {
  answerAsHost(parent, { addToast: () => silence });
  await expect(connection.call('addToast', { title: 'Saved' })).rejects.toMatchObject({
    code: 'host_call_timed_out',
  });
  expect(kinds().filter((kind) => kind === 'call')).toHaveLength(1);
});

test('an answer in another form is refused without repeating its content', async () => {
  answerAsHost(parent, { getTokenContext: () => ({ accessToken: 'very-secret' }) });
  const failure = await connection.call('getTokenContext').catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'host_reply_invalid' });
  expect(String((failure as Error).stack)).not.toContain('very-secret');
});

test('an answer from another origin than the one that shook hands is ignored', async () => {
  parent.onMessage((message, send) => {
    if (message.penpal === 'syn') send({ penpal: 'synAck', methodNames: ['getRoute'] });
    if (message.penpal !== 'call') return;
    const reply = { penpal: 'reply', id: message['id'], resolution: 'fulfilled' };
    parent.send({ ...reply, returnValue: '/evil' }, { origin: 'https://evil.example.com' });
    send({ ...reply, returnValue: '/good' });
  });
  await expect(connection.call('getRoute')).resolves.toBe('/good');
});

test('a page from another origin than the expected one cannot play the host', async () => {
  const strict = createHostConnection({ ...quick, parentOrigin: 'https://new.manager.example.com' });
  answerAsHost(parent, { getTokenContext: () => ({ token: 'planted' }) });
  await expect(strict.call('getTokenContext')).rejects.toMatchObject({ code: 'host_unreachable' });
  strict.close();
});

test('the host can tell a mounted extension that route and context changed', async () => {
  answerAsHost(parent, { getRoute: () => '' });
  await connection.call('getRoute');
  const heard: unknown[] = [];
  const stop = connection.subscribe((event) => heard.push(event));

  parent.send({ penpal: 'call', id: 7, methodName: 'onRouteChanged', args: ['/?page=2'] });
  parent.send({ penpal: 'call', id: 8, methodName: 'onContextChanged', args: [] });
  await vi.waitFor(() => expect(kinds().filter((kind) => kind === 'reply')).toHaveLength(2));
  stop();

  expect(heard).toEqual([{ type: 'route', route: '/?page=2' }, { type: 'context' }]);
});

test('a call that waits when the extension is unmounted ends at once', async () => {
  answerAsHost(parent, { getRoute: () => silence });
  const patient = createHostConnection({ callTimeoutMs: 60_000 });
  const waiting = patient.call('getRoute');
  await vi.waitFor(() => expect(kinds()).toContain('call'));
  patient.close();
  await expect(waiting).rejects.toMatchObject({ code: 'host_connection_closed' });
});

test('a hello that waits when the extension is unmounted ends at once, and later calls fail', async () => {
  const patient = createHostConnection({ connectTimeoutsMs: [60_000] });
  const waiting = patient.call('getRoute');
  patient.close();
  await expect(waiting).rejects.toMatchObject({ code: 'host_connection_closed' });
  await expect(patient.call('getRoute')).rejects.toMatchObject({ code: 'host_connection_closed' });
});
