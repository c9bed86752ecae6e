import type { Account } from './demo-accounts.ts';
import { toStableId } from './sites.ts';

/** A group of assets; the emulator has one for each depot. */
export type Group = { readonly id: string; readonly name: string; readonly description: string };

/** The groups of an account. */
export const listGroups = ({ accountId, depots }: Account): readonly Group[] =>
  depots.map(({ name, city }, depot) => ({
    id: toStableId(`group/${accountId}/${depot}`),
    name: `Team ${name}`,
    description: `Machines around ${city}`,
  }));
