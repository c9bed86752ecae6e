import { z } from 'zod';
import { pageQueryShape } from './page.ts';

/** Every state of a sync; it goes from left to right and ends in one of the last two. */
export const syncStates = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED'] as const;

/** How far a sync is. An account has at most one that is `QUEUED` or `RUNNING`. */
export type SyncState = (typeof syncStates)[number];

/**
 * One reading of an account's fleet. `fetched` counts assets; `expected` is what the sync before found, or null
 * on the first; `error` is a sentence for people: why it is `FAILED`, or why one that Trackunit sent away is `QUEUED` again.
 */
export const syncSchema = z.object({
  id: z.uuid(),
  state: z.enum(syncStates),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  fetched: z.number().int(),
  expected: z.number().int().nullable(),
  error: z.string().nullable(),
});

/** What `POST /api/v1/syncs`, `GET /api/v1/syncs/{id}` and each of its server-sent events carry. */
export type Sync = Readonly<z.infer<typeof syncSchema>>;

/** The query of `GET /api/v1/syncs`, which answers with a page of syncs, the newest first. */
export const syncsQuerySchema = z.strictObject(pageQueryShape);

/** Which page of syncs; by default the first 20. */
export type SyncsQuery = Readonly<z.infer<typeof syncsQuerySchema>>;
