import type { z } from 'zod';

/** How often and for how long a job is tried. Times are in whole seconds. */
export type AccountJobSettings = {
  /** How often a failed job is tried again, 3 times by default. */
  readonly retryLimit?: number | undefined;
  /** The wait before the first try again, 5 by default; each one waits about twice as long. */
  readonly retryDelaySeconds?: number | undefined;
  /** The longest wait between tries, 600 by default. */
  readonly retryDelayMaxSeconds?: number | undefined;
  /** A job that runs longer is stopped and counts as failed, 3600 by default, a day (86400) at most. */
  readonly expireInSeconds?: number | undefined;
};

/** A kind of background work for one account: its name and what a job of it carries. */
export type AccountJob<Payload extends z.ZodObject> = AccountJobSettings & {
  readonly name: string;
  readonly payload: Payload;
};

const jobName = /^[a-z][a-z0-9-]{0,49}$/;

const largestInteger = 2_147_483_647;
const secondsOfADay = 86_400;

/** What the columns of pg-boss's queue table hold, and for how long it lets a job run. */
const bounds: Readonly<Record<keyof AccountJobSettings, readonly [least: number, most: number]>> = {
  retryLimit: [0, largestInteger],
  retryDelaySeconds: [0, largestInteger],
  retryDelayMaxSeconds: [0, largestInteger],
  expireInSeconds: [1, secondsOfADay],
};

const settingNames = Object.keys(bounds) as (keyof AccountJobSettings)[];

const assertSettings = (job: AccountJobSettings & { readonly name: string }): void => {
  for (const setting of settingNames) {
    const [least, most] = bounds[setting];
    const { [setting]: value = least } = job;
    if (!Number.isInteger(value) || value < least || value > most)
      throw new TypeError(
        `${setting} of job '${job.name}' is ${value}: it is a whole number from ${least} to ${most}`,
      );
  }
};

/**
 * Names a kind of job and the schema of its payload. The handler is elsewhere: whoever enqueues needs only this.
 *
 * Of each kind an account has at most one job that runs, in all processes together, and one that waits for its first
 * try. Those that failed wait for their next try beside it, one of each payload. A payload is kept as JSON as it was
 * enqueued, and parsed when the job runs: the schema has to take what JSON makes of its input, so `z.coerce.date()` does
 * and `z.date()` does not.
 *
 * @throws TypeError for a name that is not lower case letters, digits and `-`, and for a setting that is no whole
 * number in its bounds
 */
export const defineAccountJob = <Payload extends z.ZodObject>(
  job: AccountJob<Payload>,
): AccountJob<Payload> => {
  if (!jobName.test(job.name)) throw new TypeError(`'${job.name}' is no job name: use a-z, 0-9 and -`);
  assertSettings(job);
  return Object.freeze({ ...job });
};
