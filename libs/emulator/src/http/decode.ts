/** A part of an address with its escapes undone; undefined when they are wrong. */
export const findDecoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};
