/**
 * Says which process may renew a token. Without it two processes can exchange one rotating refresh token twice,
 * and an authorization server may take that for theft. `renewalLeaseContract` holds the tests that every
 * implementation passes.
 */
export type RenewalLease = {
  /**
   * Takes the lease for `ttlMs` unless another holder has it. The same holder may take it again.
   *
   * @param name what is renewed; no secret in it
   */
  readonly acquire: (name: string, holder: string, ttlMs: number) => Promise<boolean>;
  /** Gives the lease back; nothing happens when this holder does not have it. */
  readonly release: (name: string, holder: string) => Promise<void>;
};
