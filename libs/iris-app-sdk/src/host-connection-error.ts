/** Why a call to the host did not give a value. */
export type HostConnectionErrorCode =
  /** The page is not embedded, or what embeds it does not answer the handshake. */
  | 'host_unreachable'
  /** The extension was unmounted. */
  | 'host_connection_closed'
  /** This host does not offer the method. */
  | 'host_method_missing'
  /** No answer in time, or the connection got lost before it; a call that may be repeated was repeated once. */
  | 'host_call_timed_out'
  /** The host refused. */
  | 'host_call_failed'
  /** Arguments have another form than the method's; a host that checks them says so. */
  | 'host_call_invalid'
  /** The answer has another form than the method's. */
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
