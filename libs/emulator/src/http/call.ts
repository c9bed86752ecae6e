/** One request, read whole. Header names are lower case. */
export type Call = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
};

/** A header's only value, or undefined. */
export const findHeader = (call: Call, name: string): string | undefined => {
  const value = call.headers[name];
  return typeof value === 'string' ? value : undefined;
};

/** A path parameter that the route's own path declares. */
export const getParam = (call: Call, name: string): string => {
  const value = call.params[name];
  if (value === undefined) throw new Error(`The route of ${call.path} has no parameter ${name}`);
  return value;
};
