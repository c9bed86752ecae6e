/** An opaque place in a list, as the samples of Trackunit's cursors are: base64 of JSON. */
export const toCursor = (kind: string, index: number): string =>
  Buffer.from(`["${kind}",${index}]`).toString('base64');

/**
 * The position after a cursor; 0 without one, undefined when the text is no cursor of this kind. A page after an
 * unknown cursor is empty.
 */
export const findCursor = (kind: string, cursor: unknown): number | undefined => {
  if (cursor === undefined || cursor === null || cursor === '') return 0;
  const parts = /^\["(\w+)",(\d+)\]$/.exec(Buffer.from(String(cursor), 'base64').toString());
  return parts?.[1] === kind ? Number(parts[2]) + 1 : undefined;
};
