import { z } from 'zod';

/**
 * Every question that Trackunit's public documents leave open, as a switch. The default is the answer that the
 * evidence makes most likely; run your tests under the others too.
 */
export const choicesSchema = z.strictObject({
  /** Signature of `Trackunit-Identity`. Inferred: RS256, since a JWKS is published. */
  identityAlgorithm: z.enum(['RS256', 'RS384', 'PS256', 'ES256', 'EdDSA']).default('RS256'),
  /** `iss`; null leaves the claim away. Unknown. */
  identityIssuer: z.string().nullable().default('https://iris.trackunit.com/marketplace'),
  /** `aud`; null leaves the claim away. Unknown. */
  identityAudience: z.string().nullable().default('token-callback'),
  /** `exp` − `iat`; null leaves `exp` away. Unknown. */
  identityLifetimeSeconds: z.number().int().positive().nullable().default(300),
  /** Claim that names the app; null leaves it away. Unknown. */
  identityAppClaim: z.string().nullable().default('irisAppId'),
  /** Claim that names the account; null leaves it away. Unknown. */
  identityAccountClaim: z.string().nullable().default('accountId'),
  /** Claim with the SHA-256 of the body in base64url; null (default) binds nothing. Unknown. */
  identityBodyHashClaim: z.string().nullable().default(null),
  /** Method of the callback. Inferred: POST. */
  callbackMethod: z.enum(['POST', 'PUT']).default('POST'),
  callbackTimeoutMs: z.number().int().positive().default(10_000),
  /** Pauses before the second, third, … attempt; an empty list never tries again. Unknown. */
  callbackRetryDelaysMs: z.array(z.number().int().nonnegative()).default([2_000, 10_000, 60_000]),
  /** Whether a later attempt carries a new identity or the first one, which may have expired by then. Unknown. */
  retryIdentity: z.enum(['fresh', 'same']).default('fresh'),
  /** Whether a message is still tried again after a newer one for the same app and account. Unknown. */
  supersededRetries: z.enum(['cancel', 'keep']).default('cancel'),
  /** What an uninstall tells the app. No message is documented. */
  uninstallMessage: z.enum(['none', 'UNINSTALLED']).default('none'),
  /** What an upgrade to a version with new scopes tells the app. Unknown. */
  upgradeMessage: z.enum(['none', 'INSTALLED']).default('none'),
  /** What a reinstall hands over. Unknown. */
  reinstallCredential: z.enum(['new', 'same']).default('new'),
  /** What `/apptoken` does with a scope that was denied at install. Unknown; `scope` in the answer suggests `drop`. */
  deniedScopes: z.enum(['drop', 'reject']).default('drop'),
  /** Errors of the token endpoints: RFC 6749, Okta's own, or as Okta mixes them. Inferred: `mixed`. */
  tokenErrors: z.enum(['oauth', 'okta', 'mixed']).default('mixed'),
  /** `Retry-After` on 429. Seen with and without. */
  retryAfterHeader: z.boolean().default(true),
  /** HTTP status of GraphQL's `RATE_LIMITED`. Unknown. */
  graphqlRateLimitedStatus: z.union([z.literal(200), z.literal(429)]).default(200),
  /** Points per ten minutes and token. Documented to depend on the subscription. */
  graphqlBudget: z.number().int().positive().default(1_000_000),
  /** Ids as `___Asset___<uuid>`. Seen. */
  graphqlIdPrefix: z.boolean().default(true),
  /** Answer of `PATCH` on an asset. Unknown. */
  patchAnswer: z.enum(['asset', 'no-content']).default('asset'),
  /** Whether asset events refuse scoped tokens: API keys were seen refused, app tokens are unknown. */
  assetEventsRefuse: z.enum(['api-keys', 'scoped', 'nobody']).default('api-keys'),
  /** Where a location names its asset. Unknown. */
  locationAssetId: z.enum(['properties', 'feature']).default('properties'),
  /** Scopes that a manifest may ask for although Trackunit does not document them. Default none: strict. */
  extraScopes: z.array(z.string().min(1)).default([]),
  /** Claim of the extension's token that names the account. Unknown. */
  userTokenAccountClaim: z.string().min(1).default('accountId'),
});

/** An answer to each open question; `choicesSchema` says what each is about and how sure its default is. */
export type Choices = z.output<typeof choicesSchema>;

/** The choices with every default. */
export const defaultChoices: Choices = Object.freeze(choicesSchema.parse({}));
