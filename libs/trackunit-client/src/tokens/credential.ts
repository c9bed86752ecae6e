import type { Secret } from '../secret.ts';

/** What all three kinds of credential have. */
export type CredentialBase = {
  /**
   * Changes whenever the credential does (a reinstall, another password). Tokens of one generation are never
   * used for another, in memory or in a store.
   */
  readonly generation: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
};

/** What the install callback brought: `POST /apptoken`, client credentials in the form body. */
export type AppInstallCredential = CredentialBase & { readonly kind: 'APP_INSTALL' };

/** An API user of Trackunit's administration: `POST /token`, password grant with Basic client authentication. */
export type ApiUserCredential = CredentialBase & {
  readonly kind: 'API_USER';
  readonly username: string;
  readonly password: Secret;
};

/** A key of Trackunit's API Keys app: `POST /token/v2`, client credentials in the form body. */
export type ApiKeyCredential = CredentialBase & { readonly kind: 'API_KEY' };

/**
 * What proves to Trackunit that we act for an account.
 *
 * @see https://developers.trackunit.com — "App Tokens", "Access Token", "Access Token V2"
 */
export type Credential = AppInstallCredential | ApiUserCredential | ApiKeyCredential;

/** One of the three kinds of credential. */
export type CredentialKind = Credential['kind'];

/** Where the credentials of accounts are kept; usually a vault. Asked only when a token has to be obtained. */
export type CredentialSource = {
  /** The account's credential as it is now, or `undefined` when there is none. */
  readonly findCredential: (accountId: string) => Promise<Credential | undefined>;
};
