/**
 * Where Node keeps what it compiled, for processes that get nothing else of our environment: reading our files again
 * is half of what starting one takes. `npm test` names the folder; without it there is nothing.
 *
 * @see https://nodejs.org/docs/latest-v24.x/api/module.html#module-compile-cache
 */
export const compileCacheEnv = (): Readonly<Record<string, string>> => {
  const { NODE_COMPILE_CACHE } = process.env;
  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
};
