import { useToken } from '@trackunit/iris-app-sdk';
import { createContext, use, useState, type ReactNode } from 'react';
import { config } from '../config.ts';
import { createApiClient, type ApiClient } from './api-client.ts';

const ApiContext = createContext<ApiClient | undefined>(undefined);

/** Gives everything below it the backend, called with the token that the host hands out for each request. */
export const ApiProvider = ({ children }: { readonly children: ReactNode }) => {
  const { getToken } = useToken();
  const [client] = useState(() =>
    createApiClient({
      origin: config.backendUrl,
      getToken,
      fetch: (input, init) => globalThis.fetch(input, init),
    }),
  );
  return <ApiContext value={client}>{children}</ApiContext>;
};

/** The backend. @throws Error outside `ApiProvider`. */
export const useApi = (): ApiClient => {
  const client = use(ApiContext);
  if (client === undefined) throw new Error('useApi works inside <ApiProvider> only');
  return client;
};
