import { useCallback, useState } from 'react';
import { useT } from '../i18n/i18n.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { useServices, type ManagerServices } from './manager-context.ts';

/** Something that a person started: whether it is under way, and how to start it. */
export interface Action {
  readonly busy: boolean;
  /** Answers what the emulator did, or undefined where it refused; a refusal is shown as a message. */
  run<T>(work: (api: ManagerServices['api']) => Promise<T>): Promise<T | undefined>;
}

/** For buttons that change the emulator. */
export function useAction(): Action {
  const { api } = useServices();
  const t = useT();
  const { addToast } = useToasts();
  const [busy, setBusy] = useState(false);
  const run = useCallback(
    async <T>(work: (api: ManagerServices['api']) => Promise<T>): Promise<T | undefined> => {
      setBusy(true);
      try {
        return await work(api);
      } catch (error) {
        addToast({ title: t('error.title'), description: (error as Error).message, intent: 'danger' });
        return undefined;
      } finally {
        setBusy(false);
      }
    },
    [api, addToast, t],
  );
  return { busy, run };
}
