import { systemClock, type Clock } from '../clock.ts';
import type { RenewalLease } from '../tokens/renewal-lease.ts';

/** A lease among the providers of one process: for tests. */
export const createMemoryRenewalLease = (clock: Clock = systemClock): RenewalLease => {
  const leases = new Map<string, { readonly holder: string; readonly untilMs: number }>();
  return {
    acquire: (name, holder, ttlMs) => {
      const lease = leases.get(name);
      if (lease !== undefined && lease.holder !== holder && clock.now() < lease.untilMs) {
        return Promise.resolve(false);
      }
      leases.set(name, { holder, untilMs: clock.now() + ttlMs });
      return Promise.resolve(true);
    },
    release: (name, holder) => {
      if (leases.get(name)?.holder === holder) leases.delete(name);
      return Promise.resolve();
    },
  };
};
