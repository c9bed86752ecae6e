import type { TrackunitErrorCode } from '@fleet-watch/trackunit-client';

type PlainCode =
  | TrackunitErrorCode
  | 'account_not_active'
  | 'address_refused'
  | 'scheme_refused'
  | 'name_unknown'
  | 'name_not_looked_up'
  | 'connection_refused'
  | 'connection_broken'
  | 'no_answer'
  | 'unknown';

/** Their sentences name a status, or what the system calls the fault. */
type DetailedCode = 'certificate_invalid' | 'connection_failed' | 'redirected' | 'status_refused';

/** Each has a sentence in every language. */
export type FailureCode = PlainCode | DetailedCode;

/**
 * Why something did not work, as it is kept: a code, some with a detail behind a colon. It becomes a sentence when
 * somebody reads it, in the language of whoever does.
 */
export type Failure = PlainCode | `${DetailedCode}:${string}`;

/** The sentences of one language; `{detail}` stands for the detail. */
export type FailureSentences = Readonly<Record<FailureCode, string>>;
