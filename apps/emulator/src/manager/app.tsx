import { useEffect, type ReactNode } from 'react';
import { ManagerContext, type ManagerServices } from './api/manager-context.ts';
import { useLoaded } from './api/use-loaded.ts';
import { WordingProvider } from './i18n/i18n.tsx';
import { Manager } from './layout/manager.tsx';
import { SignInPage } from './pages/sign-in-page.tsx';
import { RouterProvider } from './routing/router.tsx';
import { SessionProvider, useSession } from './session/session.tsx';
import { LoadedView } from './ui/loaded-view.tsx';
import { ToastProvider } from './ui/toasts.tsx';

/** The whole page, on services that are given. */
export function App(props: { readonly services: ManagerServices }) {
  return (
    <ManagerContext value={props.services}>
      <RouterProvider>
        <WithAccounts />
      </RouterProvider>
    </ManagerContext>
  );
}

function WithAccounts() {
  const accounts = useLoaded('accounts', (api) => api.accounts());
  return (
    <LoadedView loaded={accounts}>
      {(data) => (
        <SessionProvider accounts={data}>
          <Appearance>
            <SignedInOrNot />
          </Appearance>
        </SessionProvider>
      )}
    </LoadedView>
  );
}

function SignedInOrNot() {
  return useSession().signedIn ? <Manager /> : <SignInPage />;
}

/** Language, and light or dark, for everything below. */
function Appearance(props: { readonly children: ReactNode }) {
  const { language, colorScheme } = useSession().preferences;
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset['theme'] = colorScheme;
  }, [language, colorScheme]);
  return (
    <WordingProvider language={language}>
      <ToastProvider>{props.children}</ToastProvider>
    </WordingProvider>
  );
}
