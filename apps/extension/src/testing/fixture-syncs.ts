import type { Sync } from '@fleet-watch/contracts';
import type { Say } from './fixture-words.ts';
import type { Scenario } from './scenarios.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;

/** What syncs are told of: what the stand-in is to be like, its machines, and the language of who asks. */
export type Told = Readonly<{ scenario: Scenario; now: number; total: number; say: Say }>;

const syncId = '11111111-1111-4111-8111-111111111111';

/** The newest sync. */
export const toLastSync = ({ scenario, now, total, say }: Told): Sync => {
  const done: Sync = {
    id: syncId,
    state: 'SUCCEEDED',
    startedAt: new Date(now - 13 * minuteMs).toISOString(),
    finishedAt: new Date(now - 12 * minuteMs).toISOString(),
    fetched: total,
    expected: total,
    error: null,
  };
  if (scenario === 'first-sync') {
    return { ...done, state: 'RUNNING', finishedAt: null, fetched: 140, expected: null };
  }
  if (scenario === 'stale' || scenario === 'suspended' || scenario === 'first-sync-failed') {
    const error = say(scenario === 'suspended' ? 'credentialsRefused' : 'trackunitSilent');
    return { ...done, state: 'FAILED', fetched: 0, error };
  }
  return done;
};

/** The last one, and one an hour before it. */
export const toSyncs = (lastSync: Sync, { now, total, say }: Told): Sync[] => [
  lastSync,
  ...Array.from({ length: 11 }, (_, index): Sync => {
    const startedAtMs = now - (index + 1) * hourMs - 13 * minuteMs;
    const failed = index === 4;
    return {
      id: `22222222-2222-4222-8222-${String(index).padStart(12, '0')}`,
      state: failed ? 'FAILED' : 'SUCCEEDED',
      startedAt: new Date(startedAtMs).toISOString(),
      finishedAt: new Date(startedAtMs + 41_000).toISOString(),
      fetched: failed ? 0 : total,
      expected: total,
      error: failed ? say('trackunitSilent') : null,
    };
  }),
];

/** The same sync as it is answered when it has just been asked for. */
export const toStarted = (lastSync: Sync): Sync => ({
  ...lastSync,
  state: 'QUEUED',
  fetched: 0,
  finishedAt: null,
  error: null,
});

/** A sync from its start to its end, as events. */
export const toEvents = (sync: Sync): Response => {
  const encoder = new TextEncoder();
  const steps = [0, 0.35, 0.7, 1].map((share): Sync => {
    const fetched = Math.round((sync.expected ?? 0) * share);
    return { ...sync, state: share === 1 ? 'SUCCEEDED' : 'RUNNING', fetched };
  });
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      for (const step of steps) {
        controller.enqueue(encoder.encode(`event: sync\ndata: ${JSON.stringify(step)}\n\n`));
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
      controller.close();
    },
  });
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
};
