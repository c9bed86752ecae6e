import { expect, test } from 'vitest';
import { demoAccounts, demoAccountSeeds, type TrackunitOptions } from '../index.ts';
import { irisAppId, startApp, type Answer } from '../testing/start-app.ts';

const { alpine, nordhavn } = demoAccounts;

const start = async (options: TrackunitOptions = {}, scope = 'asset.view') => {
  const app = await startApp(options);
  const api = app.withToken(await app.getToken(alpine, scope));
  const ask = (query: string, variables?: object) => api('POST', '/api/graphql/', { query, variables });
  return { app, api, ask, [Symbol.asyncDispose]: app.close };
};

const page = `query Fleet($first: Int, $after: Cursor) {
  assets(first: $first, after: $after) { edges { cursor node { id name } } pageInfo { endCursor hasNextPage hasPreviousPage count } }
}`;

test('following cursors shows every asset once, in the order of the truth', async () => {
  await using run = await start({ choices: { graphqlIdPrefix: false } });
  const ids: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const answer: Answer = await run.ask(page, { first: 70, after });
    const { assets } = answer.body.data;
    ids.push(...assets.edges.map(({ node }: { node: { id: string } }) => node.id));
    ({ endCursor: after, hasNextPage: more } = assets.pageInfo);
    expect(assets.edges.at(-1).cursor).toBe(after);
  }
  expect(ids).toEqual(run.app.trackunit.truth(alpine).assets.map(({ assetId }) => assetId));
});

test('the last page says so, also when it is full', async () => {
  await using run = await start();
  const { pageInfo } = (await run.ask(page, { first: 250 })).body.data.assets;
  expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false, count: 250 });
  const beyond = (await run.ask(page, { first: 10, after: pageInfo.endCursor })).body.data.assets;
  expect([beyond.edges, beyond.pageInfo.hasNextPage, beyond.pageInfo.endCursor]).toEqual([[], false, null]);
});

test('a node tells what public integrators read of it', async () => {
  const now = new Date();
  await using run = await start({ clock: () => now });
  const { body } = await run.ask(`{ assets(first: 5) { edges { node {
    id assetId name brand model serialNumber assetType type productionYear lastSeen
    status { activity criticality attention { criticalEventCount lowEventCount lastEventTime } }
    image { url }
    locations { latest { geometry { type coordinates } properties { address { streetAddress city country } updatedAt } } }
    insights { fuelLevel batteryStateOfChargePercent cumulativeOperatingHours(period: LIFETIME) cumulativeEngineHours(period: LIFETIME) }
    sites(first: 1) { edges { node { id name } } }
    events { active(first: 25) { edges { node { id type criticality timeOn timeOff active count description } } } }
  } } } }`);
  expect(body.errors).toBeUndefined();
  const { node } = body.data.assets.edges.find(
    (edge: { node: { lastSeen: string | null } }) => edge.node.lastSeen,
  );
  expect(node.id).toBe(`___Asset___${node.assetId}`);
  expect(node.status.activity).toMatch(/^(WORKING|IDLING|STOPPED|UNKNOWN)$/);
  expect(node.locations.latest.geometry.coordinates).toEqual([expect.any(Number), expect.any(Number)]);
  expect(['Innsbruck West', 'Bolzano Sud', 'Chur']).toContain(node.sites.edges[0].node.name);
  const truth = run.app.trackunit.truth(alpine).assets.find(({ assetId }) => assetId === node.assetId);
  expect(node.lastSeen).toBe(truth?.lastSeenAt);
});

test('one asset is found by either form of its id, whether the variable is an ID or a String', async () => {
  await using run = await start();
  const { assetId = '', name } = run.app.trackunit.truth(alpine).assets[3] ?? {};
  for (const type of ['ID!', 'String!']) {
    for (const id of [assetId, `___Asset___${assetId}`]) {
      const { body } = await run.ask(`query One($id: ${type}) { asset(id: $id) { name } }`, { id });
      expect(body).toEqual({ data: { asset: { name } } });
    }
  }
});

test('an asset of another account is null', async () => {
  await using run = await start();
  const foreign = run.app.trackunit.truth(nordhavn).assets[0]?.assetId;
  expect((await run.ask(`{ asset(id: "${foreign}") { name } }`)).body).toEqual({ data: { asset: null } });
});

test('filters, the summary and sites agree with the list', async () => {
  await using run = await start();
  const { data } = (
    await run.ask(`{
      assets(first: 500, filters: { brands: ["JLG"] }) { edges { node { brand } } pageInfo { hasNextPage } }
      assetSummary { count brands { value count } models { value count } types { value count } criticality { value count } }
      few: assetSummary(filters: { assetTypes: [TOOL] }) { count }
      sites(first: 2) { edges { node { id name type status city country } } pageInfo { hasNextPage endCursor } }
    }`)
  ).body;
  const jlg = data.assetSummary.brands.find(({ value }: { value: string }) => value === 'JLG');
  expect(data.assets.edges).toHaveLength(jlg.count);
  expect(data.assetSummary.count).toBe(250);
  expect(data.few.count).toBeLessThan(250);
  expect(data.sites.edges.map(({ node }: { node: { city: string } }) => node.city)).toEqual([
    'Innsbruck',
    'Bolzano',
  ]);
  expect(data.sites.pageInfo.hasNextPage).toBe(true);
  const rest = await run.ask(
    `{ sites(after: "${data.sites.pageInfo.endCursor}") { edges { node { city } } } }`,
  );
  expect(rest.body.data.sites.edges).toEqual([{ node: { city: 'Chur' } }]);
});

test('fragments, aliases, directives and introspection work and say the same as the plain query', async () => {
  await using run = await start();
  const plain = (await run.ask('{ assets(first: 3) { edges { node { name brand } } } }')).body.data.assets;
  const fancy = await run.ask(
    `query Q($yes: Boolean!) { assets(first: 3) { edges { node { ...N brand @include(if: $yes) type @skip(if: $yes) } } } }
     fragment N on Asset { name }`,
    { yes: true },
  );
  expect(fancy.body.data.assets).toEqual(plain);
  const fragment = await run.ask(
    '{ all: assets(first: 3) { edges { node { ...N } } } } fragment N on Asset { name brand }',
  );
  expect(fragment.body.data.all).toEqual(plain);
  const schema = await run.ask(
    '{ __schema { queryType { fields { name } } } assets(first: 1) { __typename } }',
  );
  expect(schema.body.data.__schema.queryType.fields.map(({ name }: { name: string }) => name)).toContain(
    'assetSummary',
  );
});

test('rateLimit tells the cost of the query and what is left for ten minutes', async () => {
  await using run = await start({ choices: { graphqlBudget: 5000 } });
  const query = '{ assets(first: 100) { edges { node { id name } } } rateLimit { cost remaining resetIn } }';
  const { rateLimit } = (await run.ask(query)).body.data;
  expect(rateLimit).toEqual({ cost: 405, remaining: 4595, resetIn: expect.any(Number) });
  expect(rateLimit.resetIn).toBeLessThanOrEqual(600_000);
});

test('a query above 50,000 points is refused whatever is left', async () => {
  await using run = await start();
  const { body, status } = await run.ask(
    '{ assets(first: 1000) { edges { node { events { active(first: 20) { edges { node { id type count } } } } } } } }',
  );
  expect([status, body.errors[0].extensions.code]).toEqual([200, 'QUERY_COMPLEXITY_REACHED']);
  expect(body.errors[0].message).toMatch(/greater than the maximum allowed complexity limit of 50000/);
});

test.each([200, 429] as const)(
  'an empty budget answers RATE_LIMITED with status %i and fills again later',
  async (status) => {
    await using run = await start({ choices: { graphqlBudget: 500, graphqlRateLimitedStatus: status } });
    const ask = () => run.ask(page, { first: 60 });
    expect((await ask()).status).toBe(200);
    const limited = await ask();
    expect([limited.status, limited.body.errors[0].extensions]).toEqual([
      status,
      { code: 'RATE_LIMITED', cost: 306, resetIn: expect.any(Number) },
    ]);
    run.app.trackunit.advance(600_000);
    expect((await ask()).body.data.assets.edges).toHaveLength(60);
  },
);

test('one account’s empty budget leaves another’s alone', async () => {
  await using run = await start({ choices: { graphqlBudget: 500 } });
  await run.ask(page, { first: 60 });
  const other = run.app.withToken(await run.app.getToken(nordhavn));
  const { body } = await other('POST', '/api/graphql/', { query: page, variables: { first: 60 } });
  expect(body.data.assets.edges).toHaveLength(60);
});

test('a field that the token may not read is an error beside the others', async () => {
  const scopes = [{ scope: 'account.site.manage' }, { scope: 'asset.view', optional: true }];
  await using app = await startApp();
  app.trackunit.registerApp({
    manifest: { moduleFederationName: irisAppId, scopes, tokenCallback: { url: app.backend.url } },
  });
  const api = app.withToken(await app.getToken(alpine, 'account.site.manage'));
  const { status, body } = await api('POST', '/api/graphql/', {
    query: '{ sites { edges { node { name } } } asset(id: "1") { name } }',
  });
  expect(status).toBe(200);
  expect(body.data.sites.edges).toHaveLength(3);
  expect(body.errors[0]).toMatchObject({ path: ['asset'], extensions: { code: 'FORBIDDEN' } });
});

test('a field, a variable, a body and a document that are wrong are told', async () => {
  await using run = await start();
  const field = await run.ask('{ assets { edges { node { shoeSize } } } }');
  expect([field.status, field.body.errors[0].message]).toEqual([
    400,
    expect.stringMatching(/shoeSize.*coverage page/),
  ]);
  expect((await run.ask('{ assets(first: ')).body.errors[0].message).toMatch(/Syntax Error/);
  expect((await run.ask(page, { first: 'many' })).body.errors[0].message).toMatch(/first/);
  expect((await run.api('POST', '/api/graphql/', { nothing: true })).body.errors[0].extensions.code).toBe(
    'BAD_REQUEST',
  );
  expect(
    (await run.ask('query A { sites { pageInfo { count } } } query B { sites { pageInfo { count } } }'))
      .status,
  ).toBe(400);
});

test('an account without IrisX gets Manager’s page with 404', async () => {
  const accounts = [
    { accountId: alpine, name: 'Small', assetCount: 3, irisX: false },
    ...demoAccountSeeds.slice(2),
  ];
  await using app = await startApp({ accounts });
  const answer = await app.withToken(await app.getToken(alpine, 'asset.view'))('POST', '/api/graphql/', {
    query: page,
  });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
});

test.each([
  ['{ assets', {}, 'GRAPHQL_PARSE_FAILED'],
  ['{ assets { edges { node { colour } } } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ['{ assets(last: 3) { edges { node { id } } } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ['query A($n: Int!) { assets(first: $n) { edges { node { id } } } }', { n: 'many' }, 'BAD_USER_INPUT'],
  ['query A { rateLimit { cost } } query B { rateLimit { cost } }', {}, 'BAD_USER_INPUT'],
])('each error has a code to branch on: %s', async (query, variables, code) => {
  await using app = await startApp();
  const ask = app.withToken(await app.getToken());
  const { body } = await ask('POST', '/api/graphql/', { query, variables });
  expect(body.errors[0].extensions.code).toBe(code);
});

test('a rate limit with status 429 says when to come back, where 429 does that at all', async () => {
  await using app = await startApp({ choices: { graphqlRateLimitedStatus: 429, graphqlBudget: 1 } });
  const ask = app.withToken(await app.getToken());
  const exhaust = () => ask('POST', '/api/graphql/', { query: '{ rateLimit { cost remaining } }' });
  const { status, headers } = await exhaust();
  expect([status, headers.get('retry-after')]).toEqual([429, '600']);
  await app.trackunit.choose({ retryAfterHeader: false });
  expect((await exhaust()).headers.get('retry-after')).toBeNull();
});
