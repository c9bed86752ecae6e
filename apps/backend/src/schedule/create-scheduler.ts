import type { Logger } from '@fleet-watch/iris-app-backend';
import { createRunSchedule, type RunScheduleDependencies, type Schedule } from './run-schedule.ts';

export type SchedulerDependencies = Omit<RunScheduleDependencies, 'everyMs'> & {
  readonly schedules: readonly Schedule[];
  readonly logger: Logger;
  /** How often any process looks, in milliseconds; 15 seconds by default. */
  readonly everyMs?: number;
};

/** Something that goes on until it is stopped. */
export type Scheduler = {
  /** Ends after the look under way. */
  readonly stop: () => Promise<void>;
};

/** Looks at every schedule now and then, in every process that works; the database lets one of them do it. */
export const startScheduler = (dependencies: SchedulerDependencies): Scheduler => {
  const { schedules, logger, everyMs = 15_000 } = dependencies;
  const runSchedule = createRunSchedule({ ...dependencies, everyMs });
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    for (const schedule of schedules) {
      try {
        const begun = await runSchedule(schedule);
        if (begun.length > 0)
          logger.info({ schedule: schedule.name, accounts: begun.length }, 'turns were given');
      } catch (cause) {
        logger.error({ schedule: schedule.name, err: cause }, 'a schedule could not be looked at');
      }
    }
  };
  // A third of the time: processes that come and go leave no longer gap than that.
  const next = (delayMs: number): void => {
    timer = setTimeout(() => {
      looking = look().finally(() => {
        if (!stopped) next(everyMs / 3);
      });
    }, delayMs);
  };
  let looking: Promise<void> = Promise.resolve();
  next(0);
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
};
