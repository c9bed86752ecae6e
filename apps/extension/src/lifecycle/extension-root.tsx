import { QueryClientProvider } from '@tanstack/react-query';
import { TrackunitProviders } from '@trackunit/iris-app-sdk';
import { useState, type ComponentType } from 'react';
import { ApiProvider } from '../api/api-context.tsx';
import { createQueryClient } from '../api/create-query-client.ts';
import { I18nProvider } from '../i18n/i18n-context.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Surface } from './surface.tsx';

type ExtensionRootProps = Readonly<{ name: string; Page: ComponentType }>;

/** What stands around every page, without the host: tests bring their own. */
export const ExtensionFrame = ({ name, Page }: ExtensionRootProps) => {
  const [queryClient] = useState(createQueryClient);
  return (
    <Surface>
      <ErrorBoundary extensionName={name}>
        <QueryClientProvider client={queryClient}>
          <I18nProvider>
            <ApiProvider>
              <Page />
            </ApiProvider>
          </I18nProvider>
        </QueryClientProvider>
      </ErrorBoundary>
    </Surface>
  );
};

/** A page with everything it needs: the host, the backend, words, a cache, and a net for its own faults. */
export const ExtensionRoot = (props: ExtensionRootProps) => (
  <TrackunitProviders>
    <ExtensionFrame {...props} />
  </TrackunitProviders>
);
