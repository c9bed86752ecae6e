/**
 * Reads a `Retry-After` header, which is whole seconds or a date.
 *
 * @param nowMs the time by the clock of the server that wrote the date
 * @returns milliseconds from now, never negative; `undefined` when there is nothing to read
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export const toRetryAfterMs = (header: string | null, nowMs: number): number | undefined => {
  if (header === null) return undefined;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = /^[A-Za-z]{3}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
};
