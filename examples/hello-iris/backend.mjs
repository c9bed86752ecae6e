/* global Buffer, fetch, URLSearchParams */
/**
 * The backend of a second, tiny app: it takes the credential that an install brings, and counts machines with it.
 * Plain Node, no packages, and everything in memory; a real one stores the credential encrypted.
 */
import { createPublicKey, verify } from 'node:crypto';
import { createServer } from 'node:http';

const {
  PORT = '4310',
  TRACKUNIT_URL = 'http://127.0.0.1:4400',
  EXTENSION_ORIGIN = 'http://127.0.0.1:4401',
} = process.env;
const irisAppId = '@example/hello-iris';

/** The newest credential of each account. */
const credentials = new Map();

const decode = (part) => JSON.parse(Buffer.from(part, 'base64url').toString());

/** The claims of a `Trackunit-Identity` that Trackunit signed and that has not expired, else undefined. */
const findIdentity = async (jwt = '') => {
  const parts = jwt.split('.');
  if (parts.length !== 3) return undefined;
  const [header, payload, signature] = parts;
  const { alg, kid } = decode(header);
  if (alg !== 'RS256') return undefined;
  const { keys } = await (await fetch(`${TRACKUNIT_URL}/api/marketplace/jwks`)).json();
  const jwk = keys.find((key) => key.kid === kid);
  if (!jwk) return undefined;
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const isSigned = verify('RSA-SHA256', `${header}.${payload}`, key, Buffer.from(signature, 'base64url'));
  const claims = isSigned ? decode(payload) : undefined;
  return claims && claims.exp > Date.now() / 1000 ? claims : undefined;
};

const getToken = async ({ clientId, clientSecret }) => {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: 'asset.view',
  });
  const answer = await fetch(`${TRACKUNIT_URL}/apptoken`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`/apptoken answered ${answer.status}`);
  return (await answer.json()).access_token;
};

const countMachines = async (credential) => {
  const headers = { Authorization: `Bearer ${await getToken(credential)}` };
  const answer = await fetch(`${TRACKUNIT_URL}/api/asset/v2/assets?size=1`, { headers });
  if (!answer.ok) throw new Error(`assets answered ${answer.status}`);
  return (await answer.json()).totalElements;
};

const readBody = async (request) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
};

const takeInstall = async (request, response) => {
  const identity = await findIdentity(request.headers['trackunit-identity']);
  if (!identity) return response.writeHead(401).end();
  const message = await readBody(request);
  if (message.irisAppId !== irisAppId) return response.writeHead(403).end();
  if (message.type === 'INSTALLED') credentials.set(message.accountId, message);
  return response.writeHead(204).end();
};

const tellCounts = async (response) => {
  const counts = {};
  for (const [accountId, credential] of credentials) counts[accountId] = await countMachines(credential);
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Access-Control-Allow-Origin': EXTENSION_ORIGIN,
  });
  response.end(JSON.stringify(counts));
};

const server = createServer((request, response) => {
  const answer =
    request.method === 'POST' && request.url === '/appinstall'
      ? takeInstall(request, response)
      : request.method === 'GET' && request.url === '/machines'
        ? tellCounts(response)
        : Promise.resolve(response.writeHead(404).end());
  answer.catch((error) => response.writeHead(502).end(`${error.message}\n`));
});

server.on('error', (error) => {
  console.error(`Cannot listen: ${error.message}`);
  process.exitCode = 1;
});

server.listen(Number(PORT), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
