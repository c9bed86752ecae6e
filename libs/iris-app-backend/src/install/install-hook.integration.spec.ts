import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { describeEachDatabase } from '../testing/each-database.ts';
import { installedBody, startCallback } from '../testing/callback-under-test.ts';

describeEachDatabase((database) => {
  test('the app is given the installs of one moment together', async () => {
    const given: number[] = [];
    const callback = await startCallback({
      database: database(),
      onInstalled: async (_tx, installs) => {
        given.push(installs.length);
        // The others come while the first is under way.
        if (given.length === 1) await sleep(1000);
      },
    });
    const answers = await Promise.all(Array.from({ length: 20 }, () => callback.deliver(installedBody())));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]));
    expect(given.reduce((sum, count) => sum + count, 0)).toBe(20);
    expect(given.length).toBeLessThan(20);
    await callback.stop();
  });

  test('the app is not asked about what changed nothing, nor of other messages', async () => {
    const given: unknown[] = [];
    const callback = await startCallback({
      database: database(),
      onInstalled: async (_tx, installs) => void given.push(installs),
    });
    const body = installedBody();
    await callback.deliver(body);
    await callback.deliver(body);
    await callback.deliver({ ...installedBody(), type: 'UPGRADED' });
    await callback.deliver({ ...installedBody(), type: 'UNINSTALLED', accountId: randomUUID() });
    expect(given).toEqual([[{ accountId: body.accountId, generation: 1 }]]);
    await callback.stop();
  });
});
