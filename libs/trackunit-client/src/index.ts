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
  CredentialBase,
  CredentialKind,
  CredentialSource,
} from './tokens/credential.ts';
export { credentialInputSchema, credentialKinds, type CredentialInput } from './tokens/credential-input.ts';
export { createTokenProvider } from './tokens/token-provider.ts';
export type { TokenProviderOptions } from './tokens/token-provider-options.ts';
export type { TransportOptions } from './http/transport.ts';
export type { StoredToken, TokenKey, TokenStore } from './tokens/token-store.ts';
export type { RenewalLease } from './tokens/renewal-lease.ts';
export { toTokenKeyName } from './tokens/token-key.ts';
export { furthestTurnMs, type BudgetKey, type BudgetStore } from './api/budget-store.ts';
export { createMemoryBudgetStore } from './memory/memory-budget-store.ts';
export { createMemoryRenewalLease } from './memory/memory-renewal-lease.ts';
export { createMemoryTokenStore } from './memory/memory-token-store.ts';
export type { ContractCase } from './contracts/contract.ts';
export { budgetStoreContract } from './contracts/budget-store-contract.ts';
export { renewalLeaseContract } from './contracts/renewal-lease-contract.ts';
export { tokenStoreContract } from './contracts/token-store-contract.ts';
export type { TrackunitAsset } from './api/asset.ts';
export {
  createTrackunitClient,
  type ReadOptions,
  type TrackunitAccount,
  type TrackunitClient,
} from './api/client.ts';
export type { TrackunitClientOptions } from './api/client-options.ts';
export type { FleetOptions, FleetPages, FleetReading } from './api/fleet-reading.ts';
export { graphqlGaps, type GraphqlGap } from './api/graphql-answer.ts';
export type { RestAsset, RestLocation } from './api/rest-fleet.ts';
export type { RestList } from './api/rest-list.ts';
export type { AssetTextFields } from './api/custom-fields.ts';
export type { CircuitBreakerOptions } from './http/circuit-breaker.ts';
export type { RetryOptions } from './http/retry.ts';
export type { Sleep } from './http/sleep.ts';
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
  type KeyAnswer,
  type KeyEvent,
  type KeySource,
  type KeySourceOptions,
} from './identity/key-source.ts';
export type { KeyStore, StoredKeySet } from './identity/key-store.ts';
