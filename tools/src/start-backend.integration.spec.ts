import { findFreePort } from '@fleet-watch/testing';
import { expect, test } from 'vitest';
import { startBackend } from './start-backend.ts';

test('a backend that is stopped before it takes work ends, and does not come up afterwards', async () => {
  const backend = startBackend(process.env, await findFreePort());
  await backend.stop();
  await expect(backend.ready).rejects.toThrow('The backend did not start');
  expect(await fetch(`${backend.url}/healthz`).catch(() => 'nobody there')).toBe('nobody there');
});
