import type { ClientRequest, IncomingMessage } from 'node:http';
import { TrackunitError } from '../trackunit-error.ts';
import { isJsonType } from './parse-json.ts';
import { otherBytes, toContentType, toSendError, type HttpAnswer, type HttpRequest } from './send.ts';

/** How a call ends. May be told more than once; the first counts. */
export type Ending = {
  readonly finish: (answer: HttpAnswer) => void;
  /** Ends the connection too. */
  readonly fail: (error: unknown) => void;
};

const toText = (chunks: readonly Buffer[]): string =>
  chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString('utf8');

const toAnswer = (
  { statusCode = 0, headers }: IncomingMessage,
  contentType: string,
  text: string,
): HttpAnswer => ({
  status: statusCode,
  contentType,
  headers: { get: (name) => (headers[name] === undefined ? null : String(headers[name])) },
  text,
});

/** Reads a body: of JSON the whole, within the request's limit; of anything else the start. */
const read = (message: IncomingMessage, { url, maxBytes }: HttpRequest, { finish, fail }: Ending): void => {
  const contentType = toContentType(message.headers['content-type']);
  const isJson = isJsonType(contentType);
  const chunks: Buffer[] = [];
  let bytes = 0;
  const end = (): void => finish(toAnswer(message, contentType, toText(chunks)));
  message.on('data', (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (isJson && bytes > maxBytes) {
      return fail(
        new TrackunitError('response_too_large', `${url} answered with more than ${maxBytes} bytes`),
      );
    }
    chunks.push(chunk);
    if (isJson || bytes <= otherBytes) return;
    end();
    message.destroy();
  });
  message.on('end', end);
  message.on('error', (error) => fail(toSendError(error, url)));
};

/** What a call was begun with, and how many milliseconds its body may pause. */
type Begun = { readonly request: HttpRequest; readonly bodyTimeoutMs: number };

/** Understands what Node tells about a call, and tells how it ended. */
export const receive = (call: ClientRequest, begun: Begun, ending: Ending): void => {
  const { url } = begun.request;
  call.on('response', (message) => {
    message.setTimeout(begun.bodyTimeoutMs);
    read(message, begun.request, ending);
  });
  call.on('timeout', () => ending.fail(new TrackunitError('timeout', `${url} did not answer in time`)));
  call.on('error', (error) => ending.fail(toSendError(error, url)));
};
