import { expect, test } from 'vitest';
import { startTokenServer } from '../testing/token-server.ts';

/** What token endpoints were seen to answer, or could: status, content type, body, and what we make of it. */
const oddAnswers: readonly (readonly [
  what: string,
  status: number,
  type: string,
  body: string,
  code: string,
])[] = [
  [
    'Okta: unknown client',
    401,
    'application/json',
    '{"errorCode":"invalid_client","errorSummary":"Invalid value for \'client_id\' parameter.","errorLink":"invalid_client","errorId":"oae1","errorCauses":[]}',
    'invalid_client',
  ],
  [
    'OAuth: wrong secret',
    401,
    'application/json',
    '{"error":"invalid_client","error_description":"The client secret supplied for a confidential client is invalid."}',
    'invalid_client',
  ],
  [
    'OAuth: client may not use the grant',
    400,
    'application/json',
    '{"error":"unauthorized_client"}',
    'invalid_client',
  ],
  [
    'OAuth: bad scope',
    400,
    'application/json',
    '{"error":"invalid_scope","error_description":"One or more scopes are not configured for the authorization server resource."}',
    'invalid_scope',
  ],
  [
    '/token/v2: scope not of the key',
    400,
    'application/json;charset=UTF-8',
    '{"error":"invalid_scope","error_description":"Requested scope is not allowed for this API Key."}',
    'invalid_scope',
  ],
  [
    'OAuth: wrong password',
    400,
    'application/json',
    '{"error":"invalid_grant","error_description":"The credentials provided were invalid."}',
    'invalid_grant',
  ],
  ['OAuth: wrong grant', 400, 'application/json', '{"error":"unsupported_grant_type"}', 'bad_request'],
  [
    'Okta: another code',
    403,
    'application/json',
    '{"errorCode":"E0000006","errorSummary":"no permission"}',
    'bad_request',
  ],
  [
    'Okta: too many',
    429,
    'application/json',
    '{"errorCode":"E0000047","errorSummary":"API call exceeded rate limit"}',
    'rate_limited',
  ],
  [
    'a refused client whose description is null',
    401,
    'application/json',
    '{"error":"invalid_client","error_description":null}',
    'invalid_client',
  ],
  ['an error with the wrong content type', 401, 'text/plain', '{"error":"invalid_client"}', 'bad_response'],
  ['an error that is a page', 403, 'text/html', '<html>Forbidden</html>', 'bad_response'],
  ['a gateway’s page', 502, 'text/html', '<html>Bad Gateway</html>', 'unavailable'],
  ['no content', 204, '', '', 'bad_response'],
  ['an empty body', 200, 'application/json', '', 'bad_response'],
  ['a cut-off body', 200, 'application/json', '{"access_token":"AT","expires_', 'bad_response'],
  ['a page that says 200', 200, 'text/html', '<!doctype html><title>Manager</title>', 'bad_response'],
  ['no content type', 200, '', '{"access_token":"AT"}', 'bad_response'],
  ['no token', 200, 'application/json', '{"token_type":"Bearer","expires_in":3600}', 'bad_response'],
  ['an empty token', 200, 'application/json', '{"access_token":""}', 'bad_response'],
  ['a token that fits no header', 200, 'application/json', '{"access_token":"A\\nT"}', 'bad_response'],
  ['a token that is no text', 200, 'application/json', '{"access_token":{"value":"AT"}}', 'bad_response'],
  [
    'another type of token',
    200,
    'application/json',
    '{"access_token":"AT","token_type":"mac"}',
    'bad_response',
  ],
  ['a list', 200, 'application/json', '["AT"]', 'bad_response'],
  ['null', 200, 'application/json', 'null', 'bad_response'],
  ['a redirect', 302, 'text/html', '', 'bad_response'],
  [
    'more than a token can be',
    200,
    'application/json',
    `{"access_token":"${'A'.repeat(70_000)}"}`,
    'response_too_large',
  ],
];

const ask = async (status: number, type: string, body: string) => {
  await using server = await startTokenServer((_form, _count, response) => {
    response.writeHead(status, type === '' ? {} : { 'content-type': type }).end(body);
  });
  const { getToken } = server.createProvider({ retry: { attempts: 1 } });
  const token = await getToken({ accountId: 'a', scopes: ['asset.view'] });
  return { token, lifetimeSeconds: (token.expiresAt.getTime() - server.clock.now()) / 1000 };
};

test.each(oddAnswers)('%s (%i) is understood', async (...[, status, type, body, code]) => {
  await expect(ask(status, type, body)).rejects.toMatchObject({
    name: 'TrackunitError',
    code,
    status: code === 'response_too_large' ? undefined : status,
  });
});

test.each([
  ['is missing', undefined, 300],
  ['is null', null, 300],
  ['is zero', 0, 300],
  ['is negative', -1, 300],
  ['is no number', 'soon', 300],
  ['is a number as a text', '1200', 1200],
  ['is a fraction', 90.5, 90.5],
  ['is a century', 3_155_760_000, 86_400],
])('when expires_in %s the token lives neither for ever nor not at all', async (_what, value, lifetime) => {
  const body = JSON.stringify({
    access_token: 'AT',
    token_type: 'bearer',
    expires_in: value,
    scope: 'asset.view',
  });
  expect((await ask(200, 'application/json', body)).lifetimeSeconds).toBe(lifetime);
});

test('an answer without a scope granted what was asked for', async () => {
  const { token } = await ask(200, 'application/json', '{"access_token":"AT","expires_in":60}');
  expect(token.grantedScopes).toEqual(['asset.view']);
});
