import type { PlatformClock } from '../clock/platform-clock.ts';
import type { Account } from './demo-accounts.ts';
import type { AssetChanges } from './fleet-assets.ts';
import { createFleet, type Fleet } from './fleet.ts';

type Options = {
  readonly seeded: readonly Account[];
  /** Accounts that an earlier run added. */
  readonly added: readonly Account[];
  readonly seed: string;
  readonly clock: PlatformClock;
  readonly changesOf: (accountId: string) => AssetChanges | undefined;
};

/** The accounts and their fleets, in the order in which they came. */
export const createFleets = ({ seeded, added, seed, clock, changesOf }: Options) => {
  const fleets = new Map<string, Fleet>();

  const add = (account: Account): void => {
    const changes = () => changesOf(account.accountId);
    const fleet = createFleet({ account, seed, epochMs: clock.epochMs(), time: clock, changes });
    fleets.set(account.accountId, fleet);
  };
  const reset = (): void => {
    fleets.clear();
    seeded.forEach(add);
  };
  reset();
  added.forEach(add);

  const accounts = (): readonly Account[] => [...fleets.values()].map(({ account }) => account);
  const isSeeded = (account: Account): boolean => seeded.includes(account);

  return {
    accounts,
    find: (accountId: string): Fleet | undefined => fleets.get(accountId),
    /** Adds an account, or takes the place of the one with its id. */
    add,
    reset,
    toStored: (): readonly Account[] => accounts().filter((account) => !isSeeded(account)),
  };
};

/** See `createFleets`. */
export type Fleets = ReturnType<typeof createFleets>;
