import { z } from 'zod';
import { syncSchema } from './sync.ts';

export const accountStatuses = ['ACTIVE', 'SUSPENDED'] as const;

export type AccountStatus = (typeof accountStatuses)[number];

/**
 * The account that is looking. `scopes` compares the manifest's with what the last token granted: until a first
 * token came, both lists are empty.
 */
export const accountSchema = z.object({
  accountId: z.guid(),
  status: z.enum(accountStatuses),
  installedAt: z.iso.datetime(),
  scopes: z.object({ granted: z.array(z.string()), denied: z.array(z.string()) }),
  lastSync: syncSchema.nullable(),
});

export type Account = Readonly<z.infer<typeof accountSchema>>;
