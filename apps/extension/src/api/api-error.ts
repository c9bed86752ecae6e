import type { knownErrorCodes } from './contract-words.ts';

/** The backend's codes, and two of our own: no answer at all, and one that is not what was agreed or has no known code. */
export type ApiErrorCode = (typeof knownErrorCodes)[number] | 'network' | 'unexpected_answer';

export type ApiErrorDetails = Readonly<{
  code: ApiErrorCode;
  message: string;
  /** 0 when there was no answer. */
  status: number;
  retryAfterSeconds?: number | undefined;
  requestId?: string | undefined;
  violations?: readonly Readonly<{ field: string; message: string }>[] | undefined;
  cause?: unknown;
}>;

/** A call that did not give what was asked. Branch on `code`. Carries no token and no body. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  readonly requestId: string | undefined;
  readonly violations: readonly Readonly<{ field: string; message: string }>[];

  constructor({ code, message, status, retryAfterSeconds, requestId, violations, cause }: ApiErrorDetails) {
    super(message, { cause });
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
    this.requestId = requestId;
    this.violations = violations ?? [];
  }
}
