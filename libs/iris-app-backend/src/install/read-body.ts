import type { IncomingMessage } from 'node:http';
import type { ErrorCode } from '@fleet-watch/contracts';

/** A body's bytes, or why it was not read. */
export type BodyOutcome =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly code: Extract<ErrorCode, 'payload_too_large' | 'malformed_json'> };

/**
 * Reads a request's body up to a limit. A longer one is not kept, but read to its end or to ten times the limit,
 * so that the sender gets to see the answer.
 */
export const readBody = (request: IncomingMessage, maxBytes: number): Promise<BodyOutcome> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const tooLarge = () => resolve({ ok: false, code: 'payload_too_large' });
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else chunks.length = 0;
      if (size > maxBytes * 10) {
        request.pause();
        tooLarge();
      }
    });
    request.once('end', () => {
      if (size > maxBytes) tooLarge();
      else resolve({ ok: true, bytes: Buffer.concat(chunks) });
    });
    request.once('aborted', () => resolve({ ok: false, code: 'malformed_json' }));
    request.once('error', () => resolve({ ok: false, code: 'malformed_json' }));
  });
