import { tokenAudience } from './auth/token-claims.ts';
import type { Platform } from './platform.ts';

/**
 * The settings of a Fleet Watch backend (or any other with the same names) that point it at an emulator. Spread them
 * into the environment of a process.
 */
export type TrackunitEnv = {
  /** Origin of the authorization server. */
  readonly TRACKUNIT_AUTH_URL: string;
  /** Origin of GraphQL and REST. */
  readonly TRACKUNIT_API_URL: string;
  /** The key set that install messages are verified with. */
  readonly TRACKUNIT_IDENTITY_JWKS_URL: string;
  /** Not there when the choices say that identities name no issuer. */
  readonly TRACKUNIT_IDENTITY_ISSUER?: string;
  /** Not there when the choices say that identities name no audience. */
  readonly TRACKUNIT_IDENTITY_AUDIENCE?: string;
  /** The key set that users' tokens are verified with. */
  readonly TRACKUNIT_USER_TOKEN_JWKS_URL: string;
  readonly TRACKUNIT_USER_TOKEN_ISSUER: string;
  readonly TRACKUNIT_USER_TOKEN_AUDIENCE: string;
  /** The claim of a user's token that names the account. */
  readonly TRACKUNIT_USER_TOKEN_ACCOUNT_CLAIM: string;
  /** Origin of the frames, for CORS. */
  readonly EXTENSION_ORIGINS: string;
};

/** Settings that follow the choices: what is not claimed is not compared. */
export const toEnv = ({ urls, choices }: Platform): TrackunitEnv => {
  const { identityIssuer, identityAudience, userTokenAccountClaim } = choices();
  return {
    TRACKUNIT_AUTH_URL: urls.manager,
    TRACKUNIT_API_URL: urls.manager,
    TRACKUNIT_IDENTITY_JWKS_URL: `${urls.manager}/api/marketplace/jwks`,
    ...(identityIssuer === null ? {} : { TRACKUNIT_IDENTITY_ISSUER: identityIssuer }),
    ...(identityAudience === null ? {} : { TRACKUNIT_IDENTITY_AUDIENCE: identityAudience }),
    TRACKUNIT_USER_TOKEN_JWKS_URL: `${urls.manager}/oauth2/v1/keys`,
    TRACKUNIT_USER_TOKEN_ISSUER: `${urls.manager}/oauth2/v1`,
    TRACKUNIT_USER_TOKEN_AUDIENCE: tokenAudience,
    TRACKUNIT_USER_TOKEN_ACCOUNT_CLAIM: userTokenAccountClaim,
    EXTENSION_ORIGINS: urls.apps,
  };
};
