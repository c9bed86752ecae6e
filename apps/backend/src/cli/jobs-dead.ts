import { createRequestSync } from '../jobs/request-sync.ts';
import { syncJobs } from '../jobs/sync-fleet-job.ts';
import { parseId } from './account-argument.ts';
import { CommandError, type Command } from './command.ts';

/** Jobs that used up their tries. */
export const jobsDead: Command = {
  words: ['jobs', 'dead'],
  summary: 'jobs that used up their tries: id, kind, account, tries, when, why; kept for a week',
  run: async ({ openJobs, terminal }) => {
    const dead = await (await openJobs()).listDead();
    for (const { jobId, name, accountId, attempts, diedAt, reason } of dead)
      terminal.print([jobId, name, accountId, attempts, diedAt.toISOString(), reason].join('\t'));
    if (dead.length === 0) terminal.print('No job is dead.');
  },
};

const syncJobNames: readonly string[] = Object.values(syncJobs).map(({ name }) => name);

/** A dead job gets another life. */
export const jobsReplay: Command = {
  words: ['jobs', 'replay'],
  positionals: ['jobId'],
  summary: 'gives a dead job all its tries again',
  run: async ({ args, database, openJobs, terminal }) => {
    const jobId = parseId(args[0], 'job id');
    const jobs = await openJobs();
    const replayed = await database.asSystem(async (tx) => {
      const found = await jobs.replay(tx, jobId);
      // Its sync has ended with it; the job alone would find nothing to do.
      if (found?.outcome === 'queued' && syncJobNames.includes(found.job.name))
        await createRequestSync(jobs)(tx, found.job.accountId);
      return found;
    });
    if (replayed === undefined)
      throw new CommandError(`There is no dead job ${jobId}. 'jobs dead' lists them.`);
    const { name, accountId } = replayed.job;
    if (replayed.outcome === 'one_waits')
      throw new CommandError(
        `Another ${name} of ${accountId} waits already, so ${jobId} stays dead. Try again when that one has ended.`,
      );
    terminal.print(`Queued ${name} of ${accountId} again.`);
  },
};
