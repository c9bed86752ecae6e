import type { ApiCallRecord, DeliveryRecord, EmulatorEvent, TokenRecord } from './shapes.ts';

const keptAtMost = 500;

/** The newest records of each kind, and who listens to them. */
export const createEventLog = (nowMs: () => number) => {
  const calls: ApiCallRecord[] = [];
  const deliveries: DeliveryRecord[] = [];
  const tokens: TokenRecord[] = [];
  const listeners = new Set<(event: EmulatorEvent) => void>();
  let callId = 0;

  const tell = (event: EmulatorEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const keep = <T>(list: T[], record: T): void => {
    list.push(record);
    // Cut in batches: shifting at every request would cost more than the request.
    if (list.length > 2 * keptAtMost) list.splice(0, list.length - keptAtMost);
  };
  const newest = <T>(list: readonly T[]): readonly T[] => list.slice(-keptAtMost).reverse();

  return {
    addCall: (call: Omit<ApiCallRecord, 'callId'>): void => {
      callId += 1;
      const record = { callId, ...call };
      keep(calls, record);
      if (listeners.size > 0) tell({ type: 'api-call', record });
    },
    addDelivery: (record: DeliveryRecord): void => {
      keep(deliveries, record);
      tell({ type: 'delivery', record });
    },
    addToken: (record: TokenRecord): void => {
      keep(tokens, record);
      tell({ type: 'token', record });
    },
    addChange: (what: string): void => {
      tell({ type: 'change', record: { what, at: new Date(nowMs()).toISOString() } });
    },
    calls: () => newest(calls),
    deliveries: () => newest(deliveries),
    tokens: () => newest(tokens),
    /** Calls `listener` for every event from now on; the answer stops that. */
    listen: (listener: (event: EmulatorEvent) => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reset: (): void => {
      for (const list of [calls, deliveries, tokens]) list.length = 0;
    },
  };
};

/** See `createEventLog`. */
export type EventLog = ReturnType<typeof createEventLog>;
