import { expect, test } from 'vitest';
import { createControlApi } from './control-api.ts';

/** An API whose emulator gives one answer; what was sent is kept. */
function createApi(answer: () => Response | Promise<Response>) {
  const sent: { readonly url: string; readonly method: string | undefined; readonly body: unknown }[] = [];
  const api = createControlApi({
    fetch: async (url, init) => {
      sent.push({ url: String(url), method: init?.method, body: init?.body });
      return answer();
    },
  });
  return { api, sent };
}

test('a question is sent under the control API’s address', async () => {
  const { api, sent } = createApi(() => Response.json([]));
  await expect(api.accounts()).resolves.toEqual([]);
  await api.truth('a/1', false);
  expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /_emulator/accounts',
    'GET /_emulator/truth/a%2F1?assets=false',
  ]);
});

test('a change is sent as JSON', async () => {
  const { api, sent } = createApi(() => Response.json({}));
  await api.uninstall({ irisAppId: '@acme/app', accountId: 'a-1', message: true });
  expect(sent).toEqual([
    {
      url: '/_emulator/installs',
      method: 'DELETE',
      body: '{"irisAppId":"@acme/app","accountId":"a-1","message":true}',
    },
  ]);
});

test('an answer without content is nothing', async () => {
  const { api } = createApi(() => new Response(null, { status: 204 }));
  await expect(api.reset()).resolves.toBeUndefined();
});

test('a refusal carries the emulator’s code and words', async () => {
  const { api } = createApi(() =>
    Response.json({ status: 404, code: 'unknown_app', message: 'No app @acme/app' }, { status: 404 }),
  );
  await expect(api.apps()).rejects.toMatchObject({ code: 'unknown_app', message: 'No app @acme/app' });
});

test('a refusal of something else than the emulator says its status', async () => {
  const { api } = createApi(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
  await expect(api.apps()).rejects.toMatchObject({
    code: 'unexpected_answer',
    message: 'The local Trackunit answered 502.',
  });
});

test('an emulator that is gone is said to be gone', async () => {
  const { api } = createApi(() => Promise.reject(new TypeError('fetch failed')));
  await expect(api.apps()).rejects.toMatchObject({ code: 'emulator_unreachable' });
});
