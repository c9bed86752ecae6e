import express from 'express';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { installedBody, startCallback } from '../testing/callback-under-test.ts';
import type { StoredInstall } from '../vault/store-messages.ts';

describeEachDatabase((database) => {
  const installed: StoredInstall[] = [];
  let callback: Awaited<ReturnType<typeof startCallback>>;
  beforeAll(async () => {
    callback = await startCallback({
      database: database(),
      onInstalled: async (_tx, installs) => {
        installed.push(...installs);
      },
    });
  });
  afterAll(() => callback.stop());

  const changesOf = (accountId: string) => installed.filter((one) => one.accountId === accountId);
  const secretOf = async (accountId: string) =>
    (await callback.vault.findCredential(accountId))?.clientSecret.reveal();

  test('an install is answered with 204 and its credential can be used', async () => {
    const body = installedBody();
    expect((await callback.deliver(body)).status).toBe(204);
    expect(await secretOf(body.accountId)).toBe(body.clientSecret);
    expect(changesOf(body.accountId)).toEqual([{ accountId: body.accountId, generation: 1 }]);
  });

  test('the same message again changes nothing and is answered with 204', async () => {
    const body = installedBody();
    const identity = { 'trackunit-identity': await callback.signer.sign() };
    const text = JSON.stringify(body);
    expect((await callback.post(text, identity)).status).toBe(204);
    expect((await callback.post(text, identity)).status).toBe(204);
    expect((await callback.deliver(body)).status).toBe(204);
    expect(changesOf(body.accountId)).toHaveLength(1);
  });

  test('an older message after a newer one changes nothing and is answered with 204', async () => {
    const body = installedBody();
    const seconds = Math.floor(Date.now() / 1000);
    await callback.deliver(body, { iat: seconds });
    const late = { ...body, clientSecret: 'older' };
    expect((await callback.deliver(late, { iat: seconds - 10 })).status).toBe(204);
    expect(await secretOf(body.accountId)).toBe(body.clientSecret);
  });

  test('a reinstall replaces the credential and begins a new generation', async () => {
    const body = installedBody();
    await callback.deliver(body);
    expect((await callback.deliver({ ...body, clientSecret: 'next' })).status).toBe(204);
    expect(await secretOf(body.accountId)).toBe('next');
    expect(changesOf(body.accountId).map(({ generation }) => generation)).toEqual([1, 2]);
  });

  test('64 installs of one account at the same time leave one row, the newest', async () => {
    const body = installedBody();
    const seconds = Math.floor(Date.now() / 1000);
    const order = Array.from({ length: 64 }, (_, index) => (index * 37) % 64);
    const answers = await Promise.all(
      order.map((index) =>
        callback.deliver({ ...body, clientSecret: `secret ${index}` }, { iat: seconds - 63 + index }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]));
    expect(await secretOf(body.accountId)).toBe('secret 63');
  });

  test('an uninstall erases the secret and ends the account', async () => {
    const body = installedBody();
    await callback.deliver(body);
    expect((await callback.deliver({ ...body, type: 'UNINSTALLED' })).status).toBe(204);
    expect(await callback.vault.findInstallation(body.accountId)).toBeUndefined();
    expect(await secretOf(body.accountId)).toBeUndefined();
  });

  test('a late uninstall does not end the install that came after it', async () => {
    const body = installedBody();
    const seconds = Math.floor(Date.now() / 1000);
    await callback.deliver(body, { iat: seconds - 30 });
    await callback.deliver(body, { iat: seconds - 10 });
    expect((await callback.deliver({ ...body, type: 'UNINSTALLED' }, { iat: seconds - 20 })).status).toBe(
      204,
    );
    expect(await secretOf(body.accountId)).toBe(body.clientSecret);
  });

  const countRows = async (accountId: string) => {
    const { rows } = await database().asSystem((tx) =>
      sql<{ n: number }>`select (select count(*) from iris_app.installation where account_id = ${accountId})
        + (select count(*) from iris_app.audit where account_id = ${accountId}) as n`.execute(tx),
    );
    return rows[0]?.n;
  };
  const withIdentity = async (headers: Record<string, string> = {}) => ({
    'trackunit-identity': await callback.signer.sign(),
    ...headers,
  });

  test('204 for a message of 64 KiB, with members that nobody knows', async () => {
    const body = installedBody({ region: 'eu' });
    const text = JSON.stringify(body);
    const padded = text.replace(/}$/, `,"pad":"${'x'.repeat(65_536 - text.length - 9)}"}`);
    expect(Buffer.byteLength(padded)).toBe(65_536);
    expect((await callback.post(padded, await withIdentity())).status).toBe(204);
    expect(await secretOf(body.accountId)).toBe(body.clientSecret);
  });

  test('204 for a type that nobody knows: recorded, nothing else', async () => {
    const body = installedBody({ type: 'UPGRADED' });
    expect((await callback.deliver(body)).status).toBe(204);
    expect(await callback.vault.findInstallation(body.accountId)).toBeUndefined();
    const audit = await callback.vault.listAudit(body.accountId);
    expect(audit).toMatchObject([{ action: 'UNKNOWN_MESSAGE', detail: { type: 'UPGRADED' } }]);
  });

  test('an account id in capital letters is the same account', async () => {
    const body = installedBody();
    await callback.deliver({ ...body, accountId: body.accountId.toUpperCase() });
    expect(await secretOf(body.accountId)).toBe(body.clientSecret);
  });

  test('an uninstall that comes before its install keeps that one out, a newer one is welcome', async () => {
    const body = installedBody();
    const seconds = Math.floor(Date.now() / 1000);
    await callback.deliver({ ...body, type: 'UNINSTALLED' }, { iat: seconds - 20 });
    await callback.deliver(body, { iat: seconds - 30 });
    expect(await secretOf(body.accountId)).toBeUndefined();
    await callback.deliver(body, { iat: seconds - 10 });
    expect(await secretOf(body.accountId)).toBe(body.clientSecret);
  });

  test('an uninstall of what is uninstalled keeps an install from before it out, and is no second end', async () => {
    const ended: StoredInstall[] = [];
    const some = await startCallback({
      database: database(),
      onUninstalled: async (_tx, installs) => void ended.push(...installs),
    });
    const body = installedBody();
    const uninstalled = { ...body, type: 'UNINSTALLED' };
    const seconds = Math.floor(Date.now() / 1000);
    await some.deliver(uninstalled, { iat: seconds - 30 });
    await some.deliver(uninstalled, { iat: seconds - 10 });
    expect((await some.deliver(body, { iat: seconds - 20 })).status).toBe(204);
    expect(await secretOf(body.accountId)).toBeUndefined();
    expect(ended).toHaveLength(1);
    expect(await some.vault.listAudit(body.accountId)).toMatchObject([{ action: 'UNINSTALLED' }]);
    await some.stop();
  });

  test('an install, its end and the next install in one second are all taken, in their order', async () => {
    const body = installedBody();
    const iat = Math.floor(Date.now() / 1000);
    await callback.deliver(body, { iat });
    await callback.deliver({ ...body, type: 'UNINSTALLED' }, { iat });
    expect(await secretOf(body.accountId)).toBeUndefined();
    await callback.deliver(body, { iat });
    expect(await secretOf(body.accountId)).toBe(body.clientSecret);
  });

  test('a reinstall with the same credential wakes a suspended account', async () => {
    const body = installedBody();
    const seconds = Math.floor(Date.now() / 1000);
    await callback.deliver(body, { iat: seconds - 10 });
    await callback.vault.suspend({ accountId: body.accountId, generation: 1 }, 'anna', 'test');
    await callback.deliver(body, { iat: seconds - 10 });
    expect(await secretOf(body.accountId)).toBeUndefined();
    await callback.deliver(body, { iat: seconds });
    expect(await secretOf(body.accountId)).toBe(body.clientSecret);
  });

  test('what the app does on an install is part of it: when that fails, 503 and nothing is stored', async () => {
    const failing = await startCallback({
      database: database(),
      onInstalled: async () => {
        throw new Error('queue is full');
      },
    });
    const body = installedBody();
    const answer = await failing.deliver(body);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(await answer.json()).toMatchObject({ code: 'store_unavailable' });
    expect(await countRows(body.accountId)).toBe(0);
    // The sender tries again, with the same identity or another.
    expect((await callback.deliver(body)).status).toBe(204);
    await failing.stop();
  });

  test('a callback behind what reads bodies says so, and loses nothing', async () => {
    const lines: string[] = [];
    const error = (_fields: object, line: string) => void lines.push(line);
    const behind = await startCallback({
      ...{ database: database(), before: express.json() },
      logger: { info: () => {}, warn: () => {}, error },
    });
    const answer = await behind.deliver(installedBody());
    await behind.stop();
    expect(answer.status).toBe(503);
    expect(lines).toEqual([expect.stringContaining('express.json()')]);
  });

  test.each([253_402_300_799, 8_640_000_000_001])(
    'an identity that is good for ever (exp %i) is no reason to lose an install',
    async (exp) => {
      expect((await callback.deliver(installedBody(), { exp })).status).toBe(204);
    },
  );

  test('no line of the log holds a secret or an identity, whether a message is stored or not', async () => {
    const lines: unknown[] = [];
    const note = (...line: unknown[]) => void lines.push(line);
    const bad = installedBody();
    const logged = await startCallback({
      database: database(),
      logger: { info: note, warn: note, error: note },
      onInstalled: async (_tx, installs) => {
        if (installs.some(({ accountId }) => accountId === bad.accountId)) throw new Error('not this one');
      },
    });
    const good = installedBody();
    await logged.deliver(good);
    await logged.deliver(bad);
    await logged.post(JSON.stringify(good), { 'trackunit-identity': 'eyJ.eyJ.sig' });
    await logged.stop();
    expect(lines).toHaveLength(3);
    for (const secret of [good.clientSecret, bad.clientSecret, 'eyJ'])
      expect(JSON.stringify(lines)).not.toContain(secret);
  });

  test('the log says of each message which type it was, and whether it changed anything', async () => {
    const lines: unknown[] = [];
    const info = (fields: Record<string, unknown>) => void lines.push([fields['type'], fields['outcome']]);
    const silent = () => {};
    const logger = { info, warn: silent, error: silent };
    const logged = await startCallback({ database: database(), logger });
    const body = installedBody();
    const uninstalled = { ...body, type: 'UNINSTALLED' };
    const seconds = Math.floor(Date.now() / 1000);
    await logged.deliver(body, { iat: seconds });
    await logged.deliver({ ...body, clientSecret: 'older' }, { iat: seconds - 10 });
    await logged.deliver(uninstalled, { iat: seconds - 10 });
    await logged.deliver(uninstalled, { iat: seconds });
    await logged.deliver(uninstalled, { iat: seconds });
    await logged.deliver({ ...body, type: 'UPGRADED' });
    await logged.stop();
    expect(lines).toEqual([
      ['INSTALLED', 'stored'],
      ['INSTALLED', 'unchanged'],
      ['UNINSTALLED', 'unchanged'],
      ['UNINSTALLED', 'stored'],
      ['UNINSTALLED', 'unchanged'],
      ['UPGRADED', 'stored'],
    ]);
  });

  test('one message that cannot be stored does not keep the others of its moment out', async () => {
    const bad = installedBody();
    const some = await startCallback({
      database: database(),
      onInstalled: async (_tx, installs) => {
        if (installs.some(({ accountId }) => accountId === bad.accountId)) throw new Error('not this one');
      },
    });
    const bodies = [...Array.from({ length: 20 }, () => installedBody()), bad];
    const answers = await Promise.all(bodies.map((body) => some.deliver(body)));
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(20).fill(204), 503]);
    await some.stop();
  });

  test('503 store_unavailable while the database hangs, and what was sent then can be sent again', async () => {
    const hanging = await startCallback({ database: database(), storeTimeoutMs: 100 });
    const body = installedBody();
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    const { promise: locked, resolve: nowLocked } = Promise.withResolvers<undefined>();
    const hang = database().asSystem(async (tx) => {
      await sql`lock table iris_app.installation in access exclusive mode`.execute(tx);
      nowLocked(undefined);
      await released;
    });
    await locked;
    const refused = await hanging.deliver(body);
    release(undefined);
    await hang;
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect((await hanging.deliver(body)).status).toBe(204);
    await hanging.stop();
  });

  test('503 store_unavailable while no key can be had to check the identity with', async () => {
    const lost = await startCallback({ database: database() });
    lost.signer.breakKeyServer(new Error('down'));
    const answer = await lost.deliver(installedBody());
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    await lost.stop();
  });

  test('503 store_unavailable for a message under a new key that cannot be had, and 204 as soon as it can', async () => {
    let nowMs = Date.now();
    const rotated = await startCallback({ database: database(), clock: { now: () => nowMs } });
    await rotated.deliver(installedBody());
    await rotated.signer.rotate();
    rotated.signer.breakKeyServer({ status: 503, json: {} });
    const body = installedBody();
    const refused = await rotated.deliver(body);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('5');
    rotated.signer.breakKeyServer(undefined);
    nowMs += 1_000;
    expect((await rotated.deliver(body)).status).toBe(204);
    await rotated.stop();
  });
});
