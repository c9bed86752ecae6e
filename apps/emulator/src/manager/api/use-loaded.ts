import type { EmulatorEvent } from '@fleet-watch/emulator';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useServices, type ManagerServices } from './manager-context.ts';

/** Something that was asked for; the last answer stays while a new one is on its way. */
export interface Loaded<T> {
  readonly data: T | undefined;
  readonly error: Error | undefined;
  reload(): void;
}

/** Events come in bursts (a sync asks a hundred pages); one question per this many ms is enough. */
const reloadPauseMs = 250;

/** Asks the emulator, and again when an event of one of these types says that the answer may be another. */
export function useLoaded<T>(
  key: string,
  load: (api: ManagerServices['api']) => Promise<T>,
  reloadOn: readonly EmulatorEvent['type'][] = ['change'],
): Loaded<T> {
  const { api, events } = useServices();
  const [state, setState] = useState<{ key: string; data?: T; error?: Error }>({ key });
  const [turn, setTurn] = useState(0);
  const latestLoad = useRef(load);
  useEffect(() => {
    latestLoad.current = load;
  });
  const reload = useCallback(() => setTurn((before) => before + 1), []);

  useEffect(() => {
    let wanted = true;
    latestLoad.current(api).then(
      (data) => wanted && setState({ key, data }),
      (error: Error) => wanted && setState((before) => ({ ...(before.key === key && before), key, error })),
    );
    return () => {
      wanted = false;
    };
  }, [api, key, turn]);

  const types = reloadOn.join();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = events.subscribe((event) => {
      if (!types.split(',').includes(event.type)) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        reload();
      }, reloadPauseMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [events, types, reload]);

  const current = state.key === key ? state : undefined;
  return { data: current?.data, error: current?.error, reload };
}
