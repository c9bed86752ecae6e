import { createContext, use } from 'react';
import type { ControlApi } from './control-api.ts';
import type { HostLog } from '../host/host-log.ts';
import type { EventStream } from './event-stream.ts';

/** What the page is built on; tests put their own in. */
export interface ManagerServices {
  readonly api: ControlApi;
  readonly events: EventStream;
  /** What embedded extensions asked of Manager, for the developer drawer. */
  readonly hostLog: HostLog;
}

export const ManagerContext = createContext<ManagerServices | undefined>(undefined);

/** The services of the page. @throws Error outside the page. */
export function useServices(): ManagerServices {
  const services = use(ManagerContext);
  if (!services) throw new Error('There is no ManagerContext above this component');
  return services;
}
