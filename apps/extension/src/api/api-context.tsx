import { useToken } from '@trackunit/iris-app-sdk';
import { createContext, use, useMemo, type ReactNode } from 'react';
import { config } from '../config.ts';
import { useLanguage } from '../i18n/i18n-context.tsx';
import { createApiClient, type ApiClient } from './api-client.ts';

const ApiContext = createContext<ApiClient | undefined>(undefined);

/**
 * Gives everything below it the backend, called in the language that is spoken and with the token that the host hands
 * out for each request.
 */
export const ApiProvider = ({ children }: { readonly children: ReactNode }) => {
  const { getToken } = useToken();
  const language = useLanguage();
  const client = useMemo(
    () =>
      createApiClient({
        origin: config.backendUrl,
        language,
        getToken,
        fetch: (input, init) => globalThis.fetch(input, init),
      }),
    [language, getToken],
  );
  return <ApiContext value={client}>{children}</ApiContext>;
};

/** The backend. @throws Error outside `ApiProvider`. */
export const useApi = (): ApiClient => {
  const client = use(ApiContext);
  if (client === undefined) throw new Error('useApi works inside <ApiProvider> only');
  return client;
};
