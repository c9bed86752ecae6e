import { createHash } from 'node:crypto';

/**
 * A strong validator of what is sent as JSON: another one for every other body.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3
 */
export const toEntityTag = (body: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url')}"`;

const entityTag = /(W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;

/**
 * Whether `If-Match` lets a body be replaced. Without the header anything may be; a weak tag, and what is no list of
 * tags, match nothing.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1
 */
export const isMatch = (header: string | undefined, body: unknown): boolean =>
  header === undefined ||
  header.trim() === '*' ||
  header.match(entityTag)?.some((tag) => tag === toEntityTag(body)) === true;
