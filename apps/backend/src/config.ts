import { z } from 'zod';
import {
  booleanSwitch,
  cronExpression,
  databaseAddress,
  httpUrl,
  keyList,
  logLevel,
  nodeEnv,
  originUrl,
  originList,
  portNumber,
  roleList,
} from './config-fields.ts';

const environmentSchema = z.object({
  NODE_ENV: nodeEnv.optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: portNumber.default(4300),
  // The build reads it. Operators give both the same settings, so a wrong one is told here, too.
  PUBLIC_URL: originUrl.optional(),
  DATABASE_URL: databaseAddress.optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  CREDENTIAL_KEYS: keyList.optional(),
  TRACKUNIT_AUTH_URL: httpUrl.default('https://auth.trackunit.com'),
  TRACKUNIT_API_URL: httpUrl.default('https://iris.trackunit.com'),
  TRACKUNIT_IDENTITY_JWKS_URL: httpUrl.optional(),
  TRACKUNIT_IDENTITY_ISSUER: z.string().min(1).optional(),
  TRACKUNIT_IDENTITY_AUDIENCE: z.string().min(1).optional(),
  TRACKUNIT_USER_TOKEN_JWKS_URL: httpUrl.optional(),
  TRACKUNIT_USER_TOKEN_ISSUER: z.string().min(1).optional(),
  TRACKUNIT_USER_TOKEN_AUDIENCE: z.string().min(1).optional(),
  TRACKUNIT_USER_TOKEN_ACCOUNT_CLAIM: z.string().min(1).default('accountId'),
  TRACKUNIT_USER_TOKEN_APP_CLAIM: z.string().min(1).default('irisAppId'),
  EXTENSION_ORIGINS: originList.optional(),
  ROLES: roleList.default(['web', 'worker']),
  SYNC_CRON: cronExpression.default('17 * * * *'),
  LOG_LEVEL: logLevel.default('info'),
  ALLOW_EMBEDDED_DATABASE: booleanSwitch,
  ALLOW_GENERATED_KEY: booleanSwitch,
  ALLOW_HTTP_TRACKUNIT: booleanSwitch,
  ALLOW_PRIVATE_WEBHOOKS: booleanSwitch,
});

/** An environment as a process gets it: nothing is read yet. */
export type RawEnvironment = Readonly<Record<string, string | undefined>>;

type Environment = z.infer<typeof environmentSchema>;

/** The backend's settings, parsed and frozen. A process reads them once, at its start. */
export type Config = Readonly<ReturnType<typeof toConfig>>;

/** Settings that can't be used; the message lists every problem, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config_invalid';

  constructor(problems: readonly string[]) {
    super(`Settings can't be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

/** Frames of the local Trackunit, by either name of this machine. */
const developmentOrigins = ['http://127.0.0.1:4401', 'http://localhost:4401'];

const toConfig = (env: Environment) => ({
  host: env.HOST,
  port: env.PORT,
  databaseUrl: env.DATABASE_URL,
  dataDir: env.DATA_DIR,
  credentialKeys: env.CREDENTIAL_KEYS,
  trackunit: { authUrl: env.TRACKUNIT_AUTH_URL, apiUrl: env.TRACKUNIT_API_URL },
  identity: {
    jwksUrl: env.TRACKUNIT_IDENTITY_JWKS_URL ?? `${env.TRACKUNIT_API_URL}/api/marketplace/jwks`,
    issuer: env.TRACKUNIT_IDENTITY_ISSUER,
    audience: env.TRACKUNIT_IDENTITY_AUDIENCE,
  },
  userToken: {
    jwksUrl: env.TRACKUNIT_USER_TOKEN_JWKS_URL,
    issuer: env.TRACKUNIT_USER_TOKEN_ISSUER,
    audience: env.TRACKUNIT_USER_TOKEN_AUDIENCE,
    accountClaim: env.TRACKUNIT_USER_TOKEN_ACCOUNT_CLAIM,
    appClaim: env.TRACKUNIT_USER_TOKEN_APP_CLAIM,
  },
  extensionOrigins: env.EXTENSION_ORIGINS ?? (env.NODE_ENV === 'production' ? [] : developmentOrigins),
  roles: env.ROLES,
  syncCron: env.SYNC_CRON,
  logLevel: env.LOG_LEVEL,
  allowPrivateWebhooks: env.ALLOW_PRIVATE_WEBHOOKS,
});

/** Reads the settings as they came, so that it has its say also where others can't be read. */
const productionProblems = (env: RawEnvironment): string[] => {
  if (env['NODE_ENV'] !== 'production') return [];
  const problems: string[] = [];
  if (env['DATABASE_URL'] === undefined && env['ALLOW_EMBEDDED_DATABASE'] !== 'true')
    problems.push(
      'DATABASE_URL: is missing, and NODE_ENV is production (ALLOW_EMBEDDED_DATABASE=true allows that)',
    );
  if (env['CREDENTIAL_KEYS'] === undefined && env['ALLOW_GENERATED_KEY'] !== 'true')
    problems.push(
      'CREDENTIAL_KEYS: is missing, and NODE_ENV is production (ALLOW_GENERATED_KEY=true allows that)',
    );
  if (env['ALLOW_HTTP_TRACKUNIT'] === 'true') return problems;
  const trackunitUrls = Object.entries(env).filter(([name]) => /^TRACKUNIT_.*_URL$/.test(name));
  for (const [name, value] of trackunitUrls) {
    if (value !== undefined && /^\s*http:/i.test(value))
      problems.push(`${name}: is http:, and NODE_ENV is production (ALLOW_HTTP_TRACKUNIT=true allows that)`);
  }
  return problems;
};

/** An empty setting is an unset one, as shells and compose files write it. */
const withoutEmpty = (env: RawEnvironment): RawEnvironment =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));

/**
 * Reads the backend's settings from an environment; `docs/settings.md` lists them.
 *
 * @throws {ConfigError} naming every problem at once, never a secret's value
 */
export const parseConfig = (env: RawEnvironment): Config => {
  const given = withoutEmpty(env);
  const parsed = environmentSchema.safeParse(given);
  const issues = parsed.error?.issues ?? [];
  const unreadable = issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const problems = [...unreadable, ...productionProblems(given)];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(toConfig(parsed.data));
};
