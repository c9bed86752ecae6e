import type { AccountSummary, UserSummary } from '@fleet-watch/emulator';
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { toPreferences, type Preferences } from './preferences.ts';
import { readRemembered, remember, type Remembered } from './remembered.ts';

/** Who is signed in. */
export interface SignedIn {
  readonly account: AccountSummary;
  readonly user: UserSummary;
}

/** The sign-in state of Manager and what it can change. */
export interface Session {
  readonly accounts: readonly AccountSummary[];
  readonly signedIn: SignedIn | undefined;
  /** The account that a deep link or an earlier visit asks for, where this Trackunit has none of that id. */
  readonly unknownAccountId: string | undefined;
  readonly preferences: Preferences;
  signIn(accountId: string, userId: string): void;
  signOut(): void;
  prefer(change: Partial<Preferences>): void;
}

const SessionContext = createContext<Session | undefined>(undefined);

/** Holds who is signed in; remembers it across reloads. */
export function SessionProvider(props: {
  readonly accounts: readonly AccountSummary[];
  readonly children: ReactNode;
}) {
  const { accounts, children } = props;
  const [remembered, setRemembered] = useState(readRemembered);
  useEffect(() => remember(remembered), [remembered]);
  const session = useMemo(() => createSession(accounts, remembered, setRemembered), [accounts, remembered]);
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** The session. @throws Error outside `SessionProvider`. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('There is no SessionProvider above this component');
  return session;
}

/** Who is signed in. @throws Error where nobody is: pages behind the sign-in use it. */
export function useSignedIn(): SignedIn {
  const { signedIn } = useSession();
  if (!signedIn) throw new Error('Nobody is signed in');
  return signedIn;
}

function createSession(
  accounts: readonly AccountSummary[],
  remembered: Remembered,
  setRemembered: (change: (before: Remembered) => Remembered) => void,
): Session {
  const signedIn = findSignedIn(accounts, remembered);
  return {
    accounts,
    signedIn,
    unknownAccountId: accounts.some(({ accountId }) => accountId === remembered.accountId)
      ? undefined
      : remembered.accountId,
    preferences: toSessionPreferences(signedIn?.user, remembered),
    signIn(accountId, userId) {
      setRemembered(({ colorScheme }) => ({ accountId, userId, ...(colorScheme && { colorScheme }) }));
    },
    signOut() {
      setRemembered(({ colorScheme }) => ({ ...(colorScheme && { colorScheme }) }));
    },
    prefer(change) {
      setRemembered((before) => ({ ...before, ...change }));
    },
  };
}

function findSignedIn(accounts: readonly AccountSummary[], remembered: Remembered): SignedIn | undefined {
  const account = accounts.find(({ accountId }) => accountId === remembered.accountId);
  const user = account?.users.find(({ userId }) => userId === remembered.userId) ?? account?.users[0];
  return account && user && { account, user };
}

function toSessionPreferences(user: UserSummary | undefined, remembered: Remembered): Preferences {
  const own = toPreferences(user, {
    languages: window.navigator.languages,
    prefersDark: window.matchMedia('(prefers-color-scheme: dark)').matches,
  });
  return {
    language: remembered.language ?? own.language,
    systemOfMeasurement: remembered.systemOfMeasurement ?? own.systemOfMeasurement,
    colorScheme: remembered.colorScheme ?? own.colorScheme,
  };
}
