import { isIrisScope } from '@fleet-watch/scopes';
import { z } from 'zod';
import { getParam } from '../http/call.ts';
import { noContent, toFailure, toJson } from '../http/reply.ts';
import type { OpenRoute } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import { apiKeysAtMost } from '../state/credentials.ts';
import { createControlRoute } from './control-route.ts';
import { onBody } from './on-body.ts';

/** Scopes that only API keys were seen with. */
const keyOnlyScopes = ['api.iso15143.snapshot', 'api.iso15143.timeseries', 'account.event.view', 'site.view'];

const knownScope = z
  .string()
  .refine(
    (scope) => isIrisScope(scope) || keyOnlyScopes.includes(scope),
    'is no scope that Trackunit documents',
  );

const userSchema = z.strictObject({
  accountId: z.string(),
  username: z.string().min(1),
  password: z.string().min(1).optional(),
});

const keySchema = z.strictObject({
  accountId: z.string(),
  name: z.string().default('API key'),
  scopes: z.array(knownScope).min(1),
});

const unknownAccount = (accountId: string) => ({
  status: 404,
  code: 'unknown_account',
  message: `No account ${accountId}; see GET /_emulator/accounts`,
});

/** API users and API keys: what an administrator makes in Manager. Secrets are answered once, when made. */
export const createCredentialRoutes = (platform: Platform): readonly OpenRoute[] => {
  const { credentials, findFleet, createClientId, createSecret, save, log, tokens } = platform;

  const makeUser = async ({ accountId, username, password }: z.output<typeof userSchema>) => {
    if (!findFleet(accountId)) return unknownAccount(accountId);
    const user = {
      userId: createClientId().replace('0oa', '00u'),
      accountId,
      username,
      password: password ?? createSecret(),
      clientId: createClientId(),
      clientSecret: createSecret(),
    };
    credentials.putUser(user);
    await save();
    log.addChange('credentials');
    return user;
  };

  const makeKey = async ({ accountId, name, scopes }: z.output<typeof keySchema>) => {
    if (!findFleet(accountId)) return unknownAccount(accountId);
    if (credentials.listKeys().filter((key) => key.accountId === accountId).length >= apiKeysAtMost) {
      const message = `An account has at most ${apiKeysAtMost} API keys; DELETE /_emulator/credentials/<clientId> one`;
      return { status: 409, code: 'too_many_api_keys', message };
    }
    const key = { accountId, name, scopes, clientId: createClientId(), clientSecret: createSecret() };
    credentials.putKey(key);
    await save();
    log.addChange('credentials');
    return key;
  };

  return [
    createControlRoute('GET', '/api-users', () =>
      toJson(
        200,
        credentials
          .listUsers()
          .map(({ userId, accountId, username, clientId }) => ({ userId, accountId, username, clientId })),
      ),
    ),
    createControlRoute('POST', '/api-users', onBody(userSchema, makeUser)),
    createControlRoute('GET', '/api-keys', () =>
      toJson(
        200,
        credentials
          .listKeys()
          .map(({ accountId, name, scopes, clientId }) => ({ accountId, name, scopes, clientId })),
      ),
    ),
    createControlRoute('POST', '/api-keys', onBody(keySchema, makeKey)),
    createControlRoute('DELETE', '/credentials/:clientId', async (call) => {
      const clientId = getParam(call, 'clientId');
      if (!credentials.remove(clientId)) {
        return toFailure(404, 'unknown_client', `No API user or key has the client ${clientId}`);
      }
      tokens.revokeTokensOf(clientId);
      await save();
      log.addChange('credentials');
      return noContent;
    }),
  ];
};
