import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineAccountJob, type AccountJobSettings } from './define-account-job.ts';

const define = (settings: AccountJobSettings) =>
  defineAccountJob({ name: 'count', payload: z.object({}), ...settings });

test('whole numbers in their bounds are taken, and so is what is left out', () => {
  expect(define({ retryLimit: 0, retryDelaySeconds: 0, expireInSeconds: 86_400 })).toMatchObject({
    expireInSeconds: 86_400,
  });
  expect(define({ retryLimit: undefined })).toMatchObject({ name: 'count' });
});

test.each<[AccountJobSettings, string]>([
  [{ retryLimit: -1 }, "retryLimit of job 'count' is -1: it is a whole number from 0 to 2147483647"],
  [{ retryDelaySeconds: 0.5 }, "retryDelaySeconds of job 'count' is 0.5"],
  [{ retryDelayMaxSeconds: Number.NaN }, "retryDelayMaxSeconds of job 'count' is NaN"],
  [{ expireInSeconds: 0 }, "expireInSeconds of job 'count' is 0: it is a whole number from 1 to 86400"],
  [{ expireInSeconds: 86_401 }, "expireInSeconds of job 'count' is 86401"],
])('a job with %j is refused where it is defined', (settings, message) => {
  expect(() => define(settings)).toThrow(TypeError);
  expect(() => define(settings)).toThrow(message);
});
