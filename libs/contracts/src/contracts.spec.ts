import { expect, test } from 'vitest';
import {
  assetRowSchema,
  assetsQuerySchema,
  installedMessageSchema,
  isWithoutCredentials,
  lifecycleMessageSchema,
  settingsSchema,
  toPage,
} from './index.ts';

const installed = {
  type: 'INSTALLED',
  irisAppId: '@fleet-watch/fleet-watch',
  accountId: '6B5CB246-7945-4bb6-bec5-2a1413ffd1b3',
  clientId: '0oa10o3h43eulvWtz358',
  clientSecret: 's3cret',
};

test('an install message keeps its five members, drops unknown ones, and writes the account in lower case', () => {
  expect(installedMessageSchema.parse({ ...installed, region: 'eu' })).toEqual({
    ...installed,
    accountId: '6b5cb246-7945-4bb6-bec5-2a1413ffd1b3',
  });
});

test.each(['irisAppId', 'accountId', 'clientId', 'clientSecret'])(
  'an install message without %s is refused',
  (member) => {
    const { [member as keyof typeof installed]: _, ...rest } = installed;
    expect(installedMessageSchema.safeParse(rest).error?.issues[0]?.path).toEqual([member]);
  },
);

test.each(['', 'a\u0000b', 'a\nb', 'x'.repeat(513)])('a client secret of %j is refused', (clientSecret) => {
  expect(installedMessageSchema.safeParse({ ...installed, clientSecret }).success).toBe(false);
});

test('a type that nobody knows may be as long as the other members, if it can be stored', () => {
  const isTaken = (type: string) => lifecycleMessageSchema.safeParse({ ...installed, type }).success;
  expect([isTaken('U'.repeat(512)), isTaken('U'.repeat(513)), isTaken(''), isTaken('A\u0000')]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('a list without a query is the first twenty', () => {
  expect(assetsQuerySchema.parse({})).toEqual({ page: 0, size: 20 });
});

test.each([
  { page: '-1' },
  { page: '1000001' },
  { page: '1.5' },
  { size: '0' },
  { size: '1001' },
  { size: ' 5' },
  { sort: 'owner' },
  { sort: 'name,' },
  { state: 'ASLEEP' },
  { colour: 'red' },
  { page: ['1', '2'] },
  { q: 'a\u0000' },
  { brand: '\ud800' },
])('the list query %j is refused, not adjusted', (query) => {
  expect(assetsQuerySchema.safeParse(query).success).toBe(false);
});

test('a sort reads fields in order and their direction', () => {
  expect(assetsQuerySchema.parse({ sort: 'name,-lastSeenAt' }).sort).toEqual([
    { field: 'name', descending: false },
    { field: 'lastSeenAt', descending: true },
  ]);
});

test('a list can be sorted by each field of a row', () => {
  for (const field of Object.keys(assetRowSchema.shape))
    expect(assetsQuerySchema.parse({ sort: `-${field}` }).sort).toEqual([{ field, descending: true }]);
});

test('an empty list has no pages', () => {
  expect(toPage([], { page: 0, size: 20, totalElements: 0 })).toMatchObject({
    totalPages: 0,
    numberOfElements: 0,
  });
});

test.each([0, 2161, 1.5])('a threshold of %d hours is refused', (silentAfterHours) => {
  const settings = { silentAfterHours, silentAfterHoursByAssetType: {}, webhook: null, writeBack: false };
  expect(settingsSchema.safeParse(settings).success).toBe(false);
});

test('a threshold for a type of the name __proto__ is refused, not dropped', () => {
  const body = '{"silentAfterHours": 72, "silentAfterHoursByAssetType": {"__proto__": 5}}';
  const settings: unknown = { ...(JSON.parse(body) as object), webhook: null, writeBack: false };
  const paths = settingsSchema.safeParse(settings).error?.issues.map(({ path }) => path);
  expect(paths).toEqual([['silentAfterHoursByAssetType', '__proto__']]);
});

test.each([
  ['https://hooks.example.com/fleet?key=a@b', []],
  ['http://hooks.example.com', []],
  ['ftp://hooks.example.com', [/Invalid URL/]],
  ['hooks.example.com', [/Invalid URL/]],
])('of the webhook address %s it is said: %j', (url, complaints) => {
  const settings = { silentAfterHours: 72, silentAfterHoursByAssetType: {}, writeBack: false };
  const parsed = settingsSchema.safeParse({ ...settings, webhook: { url, enabled: true } });
  const said = parsed.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];
  expect(said).toEqual(complaints.map((text) => expect.stringMatching(text)));
});

test.each([
  ['https://hooks.example.com/fleet?key=a@b', true],
  ['https://user:password@hooks.example.com', false],
  ['https://user@hooks.example.com', false],
  ['https://:password@hooks.example.com', false],
  ['hooks.example.com', true],
])('whether the address %s is without user name and password: %j', (url, isWithout) => {
  expect(isWithoutCredentials(url)).toBe(isWithout);
});
