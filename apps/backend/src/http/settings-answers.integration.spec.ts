import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { defaultSettings, type ErrorBody } from '@fleet-watch/contracts';
import { afterAll, expect, test } from 'vitest';
import { readSettings, writeSettings } from '../store/settings.ts';
import { describeEachDatabase } from '../testing/each-database.ts';
import { serveSettings } from '../testing/settings-under-test.ts';

const isRefusedTarget = (url: string) => url.includes('10.1.2.3');
const withPassword = 'https://user:password@hooks.example.com/';
const withoutPassword = 'https://hooks.example.com/';
const webhook = { url: withoutPassword, enabled: true };

/** Without fetch, which asks for a fresh answer where it is told what to compare with. */
const askUnless = async (url: string, tag: string): Promise<number | undefined> => {
  const [answer] = (await once(get(url, { headers: { 'If-None-Match': tag } }), 'response')) as [
    IncomingMessage,
  ];
  answer.resume();
  return answer.statusCode;
};

describeEachDatabase((database) => {
  const closers: (() => void)[] = [];
  afterAll(() => closers.forEach((close) => close()));

  const serve = async () => {
    const served = await serveSettings(database(), { isRefusedTarget });
    closers.push(served.close);
    const shown = async () => (await served.get()).json();
    const stored = () => database().forAccount(served.accountId, (tx) => readSettings(tx, served.accountId));
    return { ...served, shown, stored };
  };

  /** An account whose webhook has an address from before the rule about passwords. */
  const serveOld = async () => {
    const served = await serve();
    const { accountId } = served;
    const settings = { ...defaultSettings, webhook: { url: withPassword, enabled: true } };
    await database().forAccount(accountId, (tx) => writeSettings(tx, accountId, settings));
    return { ...served, settings };
  };

  test('settings that nobody else has changed are replaced where If-Match has their tag', async () => {
    const { get, put } = await serve();
    const before = (await get()).headers.get('etag') ?? '';
    const put1 = await put({ ...defaultSettings, silentAfterHours: 24 }, { 'If-Match': before });
    expect([put1.status, put1.headers.get('etag')]).toEqual([200, null]);
    const after = (await get()).headers.get('etag') ?? '';
    expect(after).not.toBe(before);
    expect((await put(defaultSettings, { 'If-Match': after })).status).toBe(200);
    expect((await get()).headers.get('etag')).toBe(before);
  });

  test('settings that somebody else has changed since are 412 where If-Match has the old tag, and stay', async () => {
    const { get, put, stored } = await serve();
    const before = (await get()).headers.get('etag') ?? '';
    const others = { ...defaultSettings, webhook };
    await put(others);
    const refused = await put({ ...defaultSettings, silentAfterHours: 24 }, { 'If-Match': before });
    expect((await refused.json()) as ErrorBody).toEqual({
      status: 412,
      code: 'precondition_failed',
      message: expect.stringContaining('have changed since'),
    });
    expect(refused.status).toBe(412);
    expect(await stored()).toEqual(others);
  });

  test('settings that somebody else has changed since are replaced by whoever sends no If-Match', async () => {
    const { put, stored } = await serve();
    await put({ ...defaultSettings, webhook });
    expect((await put(defaultSettings)).status).toBe(200);
    expect(await stored()).toEqual(defaultSettings);
  });

  test('settings are not sent again to whoever has them', async () => {
    const { get, url } = await serve();
    const tag = (await get()).headers.get('etag') ?? '';
    expect(await askUnless(url, tag)).toBe(304);
    expect(await askUnless(url, '"another"')).toBe(200);
  });

  test('a password in an address that is stored already keeps nobody from moving a threshold', async () => {
    const { put, settings, stored } = await serveOld();
    const moved = { ...settings, silentAfterHours: 24 };
    expect((await put(moved)).status).toBe(200);
    expect(await stored()).toEqual(moved);
  });

  test('a password in an address that is stored already is shown to nobody', async () => {
    const { put, settings, shown } = await serveOld();
    const answer = { ...settings, webhook };
    expect(await shown()).toEqual(answer);
    expect(await (await put(settings)).json()).toEqual(answer);
  });

  test('a webhook whose stored address holds a password is switched off and on with the address that is shown', async () => {
    const { get, put, settings, stored } = await serveOld();
    const tag = (await get()).headers.get('etag') ?? '';
    const off = { ...settings, webhook: { url: withoutPassword, enabled: false } };
    expect((await put(off, { 'If-Match': tag })).status).toBe(200);
    expect(await stored()).toEqual(off);
    const on = { ...off, webhook: { url: withoutPassword, enabled: true } };
    expect((await put(on)).status).toBe(200);
    expect(await stored()).toEqual(on);
  });

  test('a private address that is stored with a password is switched off with the address that is shown', async () => {
    const { accountId, put, stored } = await serve();
    const before = { ...defaultSettings, webhook: { url: 'https://user:password@10.1.2.3/', enabled: true } };
    await database().forAccount(accountId, (tx) => writeSettings(tx, accountId, before));
    const off = { ...before, webhook: { url: 'https://10.1.2.3/', enabled: false } };
    expect((await put(off)).status).toBe(200);
    expect(await stored()).toEqual(off);
  });

  test.each([withPassword, 'https://user@hooks.example.com/', 'https://:password@hooks.example.com/'])(
    'the new address %s is refused',
    async (url) => {
      const { put, stored } = await serve();
      const refused = await put({ ...defaultSettings, webhook: { url, enabled: true } });
      expect([refused.status, await refused.json()]).toMatchObject([
        400,
        {
          code: 'constraint_violation',
          violations: [
            {
              field: 'webhook.url',
              message: 'must not hold a user name or a password: they would not be sent',
            },
          ],
        },
      ]);
      expect(await stored()).toEqual(defaultSettings);
    },
  );

  test('another address with a password is refused where one is stored', async () => {
    const { put, settings, stored } = await serveOld();
    const other = { url: withPassword.replace('user', 'other'), enabled: true };
    expect((await put({ ...settings, webhook: other })).status).toBe(400);
    expect(await stored()).toEqual(settings);
  });

  test('a private address is refused in the language of whoever saves it', async () => {
    const { put } = await serve();
    const settings = { ...defaultSettings, webhook: { url: 'https://10.1.2.3/', enabled: true } };
    const refused = await put(settings, { 'Accept-Language': 'da' });
    expect(((await refused.json()) as ErrorBody).violations).toEqual([
      { field: 'webhook.url', message: expect.stringContaining('ikke offentlig') },
    ]);
    expect(refused.headers.get('Content-Language')).toBe('da');
  });
});
