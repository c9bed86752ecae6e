/** Why a call to the host did not give a value. */
export type HostConnectionErrorCode =
  | 'host_unreachable'
  | 'host_connection_closed'
  | 'host_method_missing'
  | 'host_call_timed_out'
  | 'host_call_failed'
  | 'host_call_invalid'
  | 'host_reply_invalid';

/** A call to the host failed; branch on `code`, never on the message. Carries no token and no reply. */
export class HostConnectionError extends Error {
  override readonly name = 'HostConnectionError';
  readonly code: HostConnectionErrorCode;

  constructor(code: HostConnectionErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
