import { tokenAudience } from './auth/tokens.ts';
import type { Platform } from './platform.ts';

/** The settings of a Fleet Watch backend (or any other with the same names) that point it at an emulator. */
export type TrackunitEnv = Readonly<Record<string, string>>;

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
