/** How an account's webhook is doing: what it was told, the message under way, how the last attempt went. */
export type WebhookTable = {
  account_id: string;
  /** The newest transition that was told. */
  told_up_to: number;
  message_id: string | null;
  message_at: Date | null;
  message_up_to: number | null;
  failures: number;
  next_attempt_at: Date | null;
  claimed_until: Date | null;
  /** A `Failure`, as is `last_error`; earlier versions put down sentences. */
  disabled_reason: string | null;
  last_at: Date | null;
  last_status: number | null;
  last_error: string | null;
  tested_at: Date | null;
};

/** What an account's messages are signed with, encrypted. */
export type WebhookSecretTable = {
  secret_id: string;
  account_id: string;
  created_at: Date;
  expires_at: Date | null;
  shown: boolean;
  key_id: string;
  wrapped_key: Uint8Array;
  sealed_credential: Uint8Array;
};

/** What stands in an asset's custom field, as far as we put it there. */
export type WrittenBackTable = { account_id: string; asset_id: string; silent_since: Date };

/** What Trackunit refused to have in an asset's custom field, and when. */
export type WrittenBackRefusalTable = {
  account_id: string;
  asset_id: string;
  /** Nothing where the field should have been emptied. */
  silent_since: Date | null;
  refused_at: Date;
};
