import { expect, test } from 'vitest';
import { installedBody, startCallback } from '../testing/callback-under-test.ts';
import { describeEachDatabase } from '../testing/each-database.ts';

describeEachDatabase((database) => {
  test('no line of the log holds a secret or an identity, whether a message is stored or not', async () => {
    const lines: unknown[] = [];
    const note = (...line: unknown[]) => void lines.push(line);
    const bad = installedBody();
    await using logged = await startCallback({
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
    expect(lines).toHaveLength(3);
    for (const secret of [good.clientSecret, bad.clientSecret, 'eyJ'])
      expect(JSON.stringify(lines)).not.toContain(secret);
  });

  test('the log says of each message which type it was, and whether it changed anything', async () => {
    const lines: unknown[] = [];
    const info = (fields: Record<string, unknown>) => void lines.push([fields['type'], fields['outcome']]);
    const silent = () => {};
    const logger = { info, warn: silent, error: silent };
    await using logged = await startCallback({ database: database(), logger });
    const body = installedBody();
    const uninstalled = { ...body, type: 'UNINSTALLED' };
    const seconds = Math.floor(Date.now() / 1000);
    await logged.deliver(body, { iat: seconds });
    await logged.deliver({ ...body, clientSecret: 'older' }, { iat: seconds - 10 });
    await logged.deliver(uninstalled, { iat: seconds - 10 });
    await logged.deliver(uninstalled, { iat: seconds });
    await logged.deliver(uninstalled, { iat: seconds });
    await logged.deliver({ ...body, type: 'UPGRADED' });
    expect(lines).toEqual([
      ['INSTALLED', 'stored'],
      ['INSTALLED', 'unchanged'],
      ['UNINSTALLED', 'unchanged'],
      ['UNINSTALLED', 'stored'],
      ['UNINSTALLED', 'unchanged'],
      ['UPGRADED', 'stored'],
    ]);
  });
});
