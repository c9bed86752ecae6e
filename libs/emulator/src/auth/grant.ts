/** Who calls, as a token says. */
export type Grant = {
  readonly tokenId: string;
  readonly kind: 'APP_INSTALL' | 'API_USER' | 'API_KEY' | 'USER';
  readonly accountId: string;
  readonly clientId: string;
  readonly userId: string | null;
  readonly scopes: ReadonlySet<string>;
  /** Epoch milliseconds of the platform's clock. */
  readonly expiresAtMs: number;
};
