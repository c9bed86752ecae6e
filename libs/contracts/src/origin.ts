/**
 * Whether a text is the origin of a web address, with or without the slash behind it. With more, such as a user name, a
 * path or a query, paths that are put behind it would be another address.
 */
export const isOrigin = (text: string): boolean => {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
};
