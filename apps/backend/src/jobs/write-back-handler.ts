import type { AccountJobHandler, Database, JobQueue, Logger, Vault } from '@fleet-watch/iris-app-backend';
import { IrisScope } from '@fleet-watch/scopes';
import { isTrackunitError } from '@fleet-watch/trackunit-client';
import type { FleetWatchTables } from '../store/tables.ts';
import type { createWriteBack } from '../write-back/create-write-back.ts';
import { findLongWaitMs } from './long-wait.ts';
import { writeBackJob } from './write-back-job.ts';

export type WriteBackHandlerDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly findInstallation: Vault<FleetWatchTables>['findInstallation'];
  readonly jobs: Pick<JobQueue<FleetWatchTables>, 'enqueue'>;
  readonly writeBack: ReturnType<typeof createWriteBack>;
  readonly logger: Logger;
};

/** The longest that a job is put off, in milliseconds, whatever an answer says: another look costs one call. */
const longestPauseMs = 3_600_000;

/**
 * Makes the handler of the write-back job. Without an active install or the granted scope it does nothing, and what
 * is left to empty waits until the scope is there again. A failure that may pass makes the job be tried again; any
 * other waits for the next sync. An account that is told to wait comes back when that is over, and keeps no other
 * account from the place until then.
 */
export const createWriteBackHandler = ({
  database,
  findInstallation,
  jobs,
  writeBack,
  logger,
}: WriteBackHandlerDependencies): AccountJobHandler<object> => {
  const isAllowed = async (accountId: string): Promise<boolean> => {
    const installation = await findInstallation(accountId);
    return (
      installation?.status === 'ACTIVE' && installation.grantedScopes.includes(IrisScope.AccountAssetManage)
    );
  };

  const goOn = (accountId: string, startAfterSeconds?: number) =>
    database.forAccount(accountId, (tx) =>
      jobs.enqueue(tx, { job: writeBackJob, accountId, payload: {}, startAfterSeconds }),
    );

  const run = async (accountId: string, signal: AbortSignal): Promise<void> => {
    const { written, refused, isComplete } = await writeBack(accountId, signal);
    if (written > 0 || refused > 0) logger.info({ accountId, written, refused }, 'wrote to assets');
    if (!isComplete) await goOn(accountId);
  };

  const comeBack = async (accountId: string, waitMs: number): Promise<void> => {
    const startAfterSeconds = Math.ceil(Math.min(waitMs, longestPauseMs) / 1000);
    await goOn(accountId, startAfterSeconds);
    logger.info(
      { accountId, startAfterSeconds },
      'writing to assets waits until Trackunit takes calls again',
    );
  };

  return async ({ accountId, signal }) => {
    if (!(await isAllowed(accountId))) return;
    try {
      await run(accountId, signal);
    } catch (cause) {
      const waitMs = signal.aborted ? undefined : findLongWaitMs(cause);
      if (waitMs !== undefined) return comeBack(accountId, waitMs);
      if (!isTrackunitError(cause) || cause.retryable) throw cause;
      logger.warn({ accountId, code: cause.code }, 'could not write to assets');
    }
  };
};
