import { errorStatus, type ErrorBody, type ErrorCode, type Violation } from '@fleet-watch/contracts';
import type { Response } from 'express';

const messages = {
  malformed_json: 'The body is not JSON.',
  constraint_violation: 'The message has members that are missing or not as they should be.',
  identity_missing: 'Send the Trackunit-Identity header.',
  identity_invalid: 'The Trackunit-Identity header does not prove who sent this.',
  iris_app_mismatch: 'This message is for another Iris App.',
  method_not_allowed: 'Only POST is answered here.',
  payload_too_large: 'The body is longer than 64 KiB.',
  unsupported_media_type: 'Send application/json in UTF-8, not compressed.',
  store_unavailable: 'The message cannot be taken right now. Send it again.',
} as const satisfies Partial<Record<ErrorCode, string>>;

/** What the install callback answers besides 204. */
export type CallbackErrorCode = keyof typeof messages;

/** A 401 has to name a scheme; what is asked for here is a header of Trackunit's own, so that is its name. */
const challenge = 'Trackunit-Identity';

/** Answers with an error in Trackunit's form. */
export const sendError = (
  response: Response,
  code: CallbackErrorCode,
  violations?: readonly Violation[],
): void => {
  const status = errorStatus[code];
  const body: ErrorBody = {
    status,
    code,
    message: messages[code],
    ...(violations === undefined ? {} : { violations: [...violations] }),
  };
  if (status === 401) response.setHeader('WWW-Authenticate', challenge);
  response.status(status).json(body);
};
