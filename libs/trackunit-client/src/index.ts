export { Secret } from './secret.ts';
export { systemClock, type Clock } from './clock.ts';
export {
  isTrackunitError,
  TrackunitError,
  trackunitErrorCodes,
  type TrackunitErrorCode,
  type TrackunitErrorDetails,
} from './trackunit-error.ts';
export type { Fetch, FetchAnswer, FetchInit } from './http/fetch.ts';
export type { AccessToken, TokenInvalidation, TokenProvider, TokenRequest } from './tokens/access-token.ts';
export type {
  ApiKeyCredential,
  ApiUserCredential,
  AppInstallCredential,
  Credential,
  CredentialKind,
  CredentialSource,
} from './tokens/credential.ts';
export { createTokenProvider, type TokenProviderOptions } from './tokens/token-provider.ts';
export type { StoredToken, TokenKey, TokenStore } from './tokens/token-store.ts';
export type { RenewalLease } from './tokens/renewal-lease.ts';
export type { TrackunitAsset } from './api/asset.ts';
export {
  createTrackunitClient,
  type AssetsOptions,
  type TrackunitAccount,
  type TrackunitClient,
  type TrackunitClientOptions,
} from './api/client.ts';
export {
  createIdentityVerifier,
  type Identity,
  type IdentityVerdict,
  type IdentityVerifier,
} from './identity/identity-verifier.ts';
export type { JwtClaims } from './identity/compact-jwt.ts';
export {
  createJwtVerifier,
  type JwtRefusal,
  type JwtVerdict,
  type JwtVerifier,
  type JwtVerifierOptions,
} from './identity/jwt-verifier.ts';
export {
  createKeySource,
  type KeyEvent,
  type KeySource,
  type KeySourceOptions,
} from './identity/key-source.ts';
export type { KeyStore, StoredKeySet } from './identity/key-store.ts';
