import { expect, test } from 'vitest';
import { syncJobs } from './sync-fleet-job.ts';

test('the queue lets a reading go on for a day: giving up what hangs is left to who sees pages come in', () => {
  const daySeconds = 86_400;
  for (const job of Object.values(syncJobs)) expect(job.expireInSeconds).toBe(daySeconds);
});
