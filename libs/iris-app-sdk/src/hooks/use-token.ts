import { useEffect, useState } from 'react';
import { useHostStore } from '../host-context.ts';
import type { TokenSource } from '../token-source.ts';

/** What `useToken` gives. */
export interface UseToken extends TokenSource {
  /** The token as it was last given; undefined until the host answered. For requests use `getToken()`. */
  readonly token: string | undefined;
}

/**
 * The access token of the signed-in user for this app. Ask `getToken()` before each request: it answers from memory
 * while the token is fresh and asks Manager otherwise. Never store or print what it gives.
 *
 * @returns `{ token, getToken }`; `getToken` keeps its identity for as long as the extension is mounted.
 * @see https://developers.trackunit.com — "Trackunit providers" (the name is documented, the members are inferred)
 */
export function useToken(): UseToken {
  const { tokens } = useHostStore();
  const [token, setToken] = useState<string>();
  useEffect(() => {
    let mounted = true;
    tokens.getToken().then(
      (given) => mounted && setToken(given),
      // The request that needs a token meets the same error and can show it; here it would have no reader.
      () => undefined,
    );
    return () => {
      mounted = false;
    };
  }, [tokens]);
  return { token, getToken: tokens.getToken };
}
