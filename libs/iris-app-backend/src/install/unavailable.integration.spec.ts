import express from 'express';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { installedBody, startCallback } from '../testing/callback-under-test.ts';
import { describeEachDatabase } from '../testing/each-database.ts';

describeEachDatabase((database) => {
  const countRows = async (accountId: string) => {
    const { rows } = await database().asSystem((tx) =>
      sql<{ n: number }>`select (select count(*) from iris_app.installation where account_id = ${accountId})
        + (select count(*) from iris_app.audit where account_id = ${accountId}) as n`.execute(tx),
    );
    return rows[0]?.n;
  };

  test('what the app does on an install is part of it: when that fails, 503 and nothing is stored', async () => {
    await using failing = await startCallback({
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
    await using working = await startCallback({ database: database(), onInstalled: async () => {} });
    expect((await working.deliver(body)).status).toBe(204);
  });

  test('a callback behind what reads bodies says so, and loses nothing', async () => {
    const lines: string[] = [];
    const error = (_fields: object, line: string) => void lines.push(line);
    await using behind = await startCallback({
      ...{ database: database(), before: express.json() },
      logger: { info: () => {}, warn: () => {}, error },
    });
    const answer = await behind.deliver(installedBody());
    expect(answer.status).toBe(503);
    expect(lines).toEqual([expect.stringContaining('express.json()')]);
  });

  test('one message that cannot be stored does not keep the others of its moment out', async () => {
    const bad = installedBody();
    await using some = await startCallback({
      database: database(),
      onInstalled: async (_tx, installs) => {
        if (installs.some(({ accountId }) => accountId === bad.accountId)) throw new Error('not this one');
      },
    });
    const bodies = [...Array.from({ length: 20 }, () => installedBody()), bad];
    const answers = await Promise.all(bodies.map((body) => some.deliver(body)));
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(20).fill(204), 503]);
  });

  test('503 store_unavailable while the database hangs, and what was sent then can be sent again', async () => {
    await using hanging = await startCallback({ database: database(), storeTimeoutMs: 100 });
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
  });

  test('503 store_unavailable while no key can be had to check the identity with', async () => {
    await using lost = await startCallback({ database: database() });
    lost.signer.breakKeyServer(new Error('down'));
    const answer = await lost.deliver(installedBody());
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
  });

  test('503 store_unavailable for a message under a new key that cannot be had, and 204 as soon as it can', async () => {
    let nowMs = Date.now();
    await using rotated = await startCallback({ database: database(), clock: { now: () => nowMs } });
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
  });
});
