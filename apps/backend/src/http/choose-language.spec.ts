import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseLanguage } from './choose-language.ts';

const app = express();
app.get('/', (request, response) => {
  response.vary('Origin');
  response.send(chooseLanguage(request, response));
});
const server = createServer(app);

beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (headers: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { headers });

test.each([
  ['da', 'da'],
  ['de-CH, en;q=0.9', 'de'],
  ['DE', 'de'],
  ['fr, da;q=0.5, en;q=0.4', 'da'],
  ['de;q=0, fr', 'en'],
  ['fr', 'en'],
  ['*', 'en'],
  [';;q=,', 'en'],
])('a caller with Accept-Language %s is answered in %s', async (asked, language) => {
  const response = await ask({ 'Accept-Language': asked });
  expect(await response.text()).toBe(language);
  expect(response.headers.get('Content-Language')).toBe(language);
});

test('an answer says that another language gets another one, beside what it depends on already', async () => {
  expect((await ask({})).headers.get('Vary')).toBe('Origin, Accept-Language');
});
