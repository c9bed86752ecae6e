import type { z } from 'zod';
import { findHeader, type Call } from '../http/call.ts';
import { toFailure, toViolations, type Reply } from '../http/reply.ts';

/** A JSON body as a schema wants it, or the answer that says what is wrong with it. */
export const parseBody = <T>(
  call: Call,
  schema: z.ZodType<T>,
): { readonly value: T } | { readonly refusal: Reply } => {
  // Nothing at all is a body whose every member has its default.
  const isEmpty = call.body === '' && findHeader(call, 'content-type') === undefined;
  // A page of another origin cannot send this type without asking first, which it is not allowed.
  if (!isEmpty && !/^application\/json\b/i.test(findHeader(call, 'content-type') ?? '')) {
    return { refusal: toFailure(415, 'unsupported_media_type', 'Send Content-Type: application/json') };
  }
  let json: unknown;
  try {
    json = JSON.parse(call.body === '' ? '{}' : call.body);
  } catch {
    return { refusal: toFailure(400, 'malformed_json', 'The body is no JSON') };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { value: parsed.data };
  return {
    refusal: toViolations(
      parsed.error.issues.map(({ path, message }) => ({ field: path.join('.') || '(body)', message })),
    ),
  };
};
