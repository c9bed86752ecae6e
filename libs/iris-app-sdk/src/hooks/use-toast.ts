import { useMemo } from 'react';
import { useHostStore } from '../host-context.ts';
import type { Toast } from '../host-methods.ts';

/** What `useToast` gives. */
export interface UseToast {
  /** Shows a message in Manager. Never rejects: a lost toast must not break what it reports. */
  addToast(toast: Toast): Promise<void>;
}

/**
 * Shows short messages in Manager, outside the iframe.
 * @returns `{ addToast({ title, description?, intent? }) }`; `intent` is `info`, `success`, `warning` or `danger`.
 * @see https://developers.trackunit.com — "Trackunit providers" (the name is documented, the members are inferred)
 */
export function useToast(): UseToast {
  const { connection } = useHostStore();
  return useMemo(
    () => ({
      async addToast(toast) {
        await connection.call('addToast', toast).catch(() => undefined);
      },
    }),
    [connection],
  );
}
