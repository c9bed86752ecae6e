import { createContext, use } from 'react';
import { createHostLog, type HostLog } from './host-log.ts';

/** The log that every embedded extension writes to and the developer drawer reads. */
export const HostLogContext = createContext<HostLog>(createHostLog());

export const useHostLog = (): HostLog => use(HostLogContext);
