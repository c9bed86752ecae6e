import { TrackunitError } from '../trackunit-error.ts';
import type { HttpAnswer } from './send.ts';

/** Whether a content type, without parameters, says JSON. */
export const isJsonType = (contentType: string): boolean =>
  contentType === 'application/json' || contentType.endsWith('+json');

/** The JSON value of an answer, or `undefined` when it does not say that it is JSON, or is not. */
export const findJson = ({ contentType, text }: HttpAnswer): unknown => {
  if (!isJsonType(contentType)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * The JSON value of an answer.
 *
 * @throws TrackunitError `bad_response` on another content type (Manager's HTML, say), an empty or a cut-off body
 */
export const parseJson = (answer: HttpAnswer, what: string): unknown => {
  const value = findJson(answer);
  if (value !== undefined) return value;
  const found = isJsonType(answer.contentType)
    ? 'JSON that cannot be read'
    : answer.contentType || 'no content type';
  throw new TrackunitError('bad_response', `${what} answered ${answer.status} with ${found}`, {
    status: answer.status,
    // What stops in the middle is worth another try; what is something else is not.
    platformCode: isJsonType(answer.contentType) ? 'unreadable_body' : undefined,
  });
};
