import { z } from 'zod';
import { syncSchema } from './sync.ts';

/**
 * Every status that an account with the app can have. A `SUSPENDED` one keeps its data and is not synced: Trackunit
 * refused its credential three times in a row, or an operator suspended it.
 */
export const accountStatuses = ['ACTIVE', 'SUSPENDED'] as const;

/** Whether Fleet Watch works for an account. One that uninstalled the app has no status: it is answered with 403. */
export type AccountStatus = (typeof accountStatuses)[number];

/**
 * The account that is looking. `scopes` compares the manifest's with what the last token granted: until a first
 * token came, both lists are empty.
 */
export const accountSchema = z.object({
  accountId: z.guid(),
  status: z.enum(accountStatuses),
  /** When Trackunit's install message was taken; RFC 3339, UTC. */
  installedAt: z.iso.datetime(),
  scopes: z.object({ granted: z.array(z.string()), denied: z.array(z.string()) }),
  /** The newest sync, whatever came of it; null before the first. */
  lastSync: syncSchema.nullable(),
});

/** What `GET /api/v1/account` answers with. */
export type Account = Readonly<z.infer<typeof accountSchema>>;
