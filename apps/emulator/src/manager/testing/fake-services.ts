import type { EmulatorEvent, InstallRecord } from '@fleet-watch/emulator';
import type { ControlApi } from '../api/control-api.ts';
import type { ManagerServices } from '../api/manager-context.ts';
import { createHostLog } from '../host/host-log.ts';
import { createAnswers, nordhavn, toInstall } from './fake-answers.ts';

/** Services in memory: they tell what was asked, and an event can be sent as the emulator would. */
export interface FakeServices extends ManagerServices {
  /** What each call of a method was given. */
  asked(name: keyof ControlApi): readonly (readonly unknown[])[];
  send(event: EmulatorEvent): void;
}

/** Builds services that answer for two accounts; `overrides` answer instead where given. */
export function createFakeServices(
  overrides: Partial<ControlApi> = {},
  installs: readonly InstallRecord[] = [toInstall(nordhavn.accountId)],
): FakeServices {
  const calls: { name: string; args: readonly unknown[] }[] = [];
  const answers: ControlApi = { ...createAnswers(installs), ...overrides };
  const api = Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [
      name,
      (...args: readonly unknown[]) => {
        calls.push({ name, args });
        return (answer as (...given: readonly unknown[]) => unknown)(...args);
      },
    ]),
  ) as unknown as ControlApi;
  const listeners = new Set<(event: EmulatorEvent) => void>();
  return {
    api,
    asked: (wanted) => calls.filter(({ name }) => name === wanted).map(({ args }) => args),
    hostLog: createHostLog(),
    events: {
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      close: () => listeners.clear(),
    },
    send(event) {
      for (const listener of [...listeners]) listener(event);
    },
  };
}
