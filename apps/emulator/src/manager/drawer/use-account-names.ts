import { useSession } from '../session/session.tsx';

/** Names accounts in a log: nobody knows their ids by heart. */
export function useAccountNames(): (accountId: string) => string {
  const { accounts } = useSession();
  return (accountId) => accounts.find((account) => account.accountId === accountId)?.name ?? accountId;
}
