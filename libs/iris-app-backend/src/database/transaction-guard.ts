import { AsyncLocalStorage } from 'node:async_hooks';
import { DatabaseError } from './database-error.ts';

export type TransactionGuard = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Refuses a transaction that is opened inside another one.
 *
 * The embedded database has one session, so the inner one would wait for the outer one for ever; on a server it
 * would silently not be part of it. What was started inside and goes on after the end is free again.
 */
export const createTransactionGuard = (): TransactionGuard => {
  const storage = new AsyncLocalStorage<{ open: boolean }>();
  return async (work) => {
    if (storage.getStore()?.open === true) {
      throw new DatabaseError(
        'nested_transaction',
        'A transaction is open already: pass its `tx` on instead of opening another one inside it.',
      );
    }
    const state = { open: true };
    try {
      return await storage.run(state, work);
    } finally {
      state.open = false;
    }
  };
};
