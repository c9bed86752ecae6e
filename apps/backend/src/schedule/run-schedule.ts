import type { Database } from '@fleet-watch/iris-app-backend';
import { listTaken, takeLook, takeTurns } from '../store/schedule-turns.ts';
import type { SystemTx, FleetWatchTables } from '../store/tables.ts';
import { toTurn } from './account-slot.ts';
import { findPeriod } from './cron-period.ts';

/** An account as a schedule sees it. */
export type ScheduledAccount = { readonly accountId: string; readonly installedAt: Date };

/** Something that is done for every account once in each period of a cron expression. */
export type Schedule = {
  readonly name: string;
  /** Five fields, in UTC. */
  readonly cron: string;
  /** Who has a turn; asked at every look, so that a suspended account is left out from then on. */
  readonly listAccounts: () => Promise<readonly ScheduledAccount[]>;
  /** Does it, in the transaction that takes the account's turn; usually it adds a job. */
  readonly begin: (tx: SystemTx, accountId: string) => Promise<unknown>;
};

export type RunScheduleDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly now: () => Date;
  /** How often any process looks, in milliseconds. */
  readonly everyMs: number;
};

/** Accounts in one transaction; a process that dies in between has lost nothing. */
const batchSize = 100;

/**
 * Makes the look at one schedule: whose turn has come in this period and was not taken yet gets it. Turns are spread
 * over the whole period by a stable hash of the account. A turn that passed while no process ran is made up for
 * within the same period; older ones are let go. An account that came after its place in the period waits for the
 * next one.
 *
 * @returns a function that answers with the accounts whose turn it took
 */
export const createRunSchedule =
  ({ database, now, everyMs }: RunScheduleDependencies) =>
  async ({ name, cron, listAccounts, begin }: Schedule): Promise<readonly string[]> => {
    const lookedAt = now();
    if (!(await database.asSystem((tx) => takeLook(tx, name, { now: lookedAt, everyMs })))) return [];
    const period = findPeriod(cron, lookedAt);
    const accounts = await listAccounts();
    const taken = await database.asSystem((tx) => listTaken(tx, name, period.start));
    const due = accounts
      .filter(({ accountId, installedAt }) => {
        const turn = toTurn(name, accountId, period);
        return turn <= lookedAt && installedAt <= turn && !taken.has(accountId);
      })
      .map(({ accountId }) => accountId);

    const begun: string[] = [];
    for (let first = 0; first < due.length; first += batchSize) {
      const accountIds = due.slice(first, first + batchSize);
      const got = await database.asSystem(async (tx) => {
        const turns = await takeTurns(tx, name, { accountIds, period: period.start });
        for (const accountId of turns) await begin(tx, accountId);
        return turns;
      });
      begun.push(...got);
    }
    return begun;
  };
