import { expect, test } from 'vitest';
import { syncFleetJob, syncLargeFleetJob } from './sync-fleet-job.ts';

test('the queue lets a reading go on for a day: giving up what hangs is left to who sees pages come in', () => {
  const daySeconds = 86_400;
  expect(syncFleetJob.expireInSeconds).toBe(daySeconds);
  expect(syncLargeFleetJob.expireInSeconds).toBe(daySeconds);
});
