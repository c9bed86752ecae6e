import { sql, type Transaction, type UpdateObject } from 'kysely';
import { announceAccountChange } from '../database/account-changes.ts';
import type { LibraryTables } from '../database/library-tables.ts';
import { writeAudit, type AuditAction } from './audit.ts';
import type { InstallationRow } from './installation.ts';
import type { InstallationRef, TokenOutcome } from './vault.ts';

/** Which generation of which app's install, and when. */
type Place = InstallationRef & { readonly irisAppId: string; readonly now: Date };

type Change = {
  readonly from: 'ACTIVE' | 'SUSPENDED';
  readonly set: UpdateObject<LibraryTables, 'iris_app.installation'>;
};

type Move = {
  readonly action: 'SUSPENDED' | 'ACTIVATED';
  readonly actor: string;
  readonly reason?: string;
};

/** Changes one generation of an install where `from` is its status; `undefined` when there is nothing to change. */
const changeInstallation = async (
  tx: Transaction<LibraryTables>,
  { irisAppId, accountId, generation, now }: Place,
  { from, set }: Change,
): Promise<InstallationRow | undefined> =>
  tx
    .updateTable('iris_app.installation')
    .set({ ...set, updated_at: now })
    .where('iris_app_id', '=', irisAppId)
    .where('account_id', '=', accountId)
    .where('generation', '=', generation)
    .where('status', '=', from)
    .returningAll()
    .executeTakeFirst();

/** Suspends or wakes one generation of an install, with its audit row. */
export const moveInstallation = async (
  tx: Transaction<LibraryTables>,
  place: Place,
  { action, actor, reason }: Move,
): Promise<InstallationRow | undefined> => {
  const [status, from] =
    action === 'SUSPENDED' ? (['SUSPENDED', 'ACTIVE'] as const) : (['ACTIVE', 'SUSPENDED'] as const);
  const row = await changeInstallation(tx, place, { from, set: { status, refusals: 0 } });
  if (row === undefined) return undefined;
  const detail = reason === undefined ? {} : { reason };
  const { accountId, generation, now } = place;
  await writeAudit(tx, [{ accountId, generation, at: now, action, actor, detail }]);
  await announceAccountChange(tx, accountId);
  return row;
};

/** Counts what Trackunit's token endpoint said, for `recordTokenOutcome`. */
export const applyTokenOutcome = async (
  tx: Transaction<LibraryTables>,
  place: Place & { readonly refusalsToSuspend: number },
  outcome: TokenOutcome,
): Promise<InstallationRow | undefined> => {
  const { accountId, generation, now } = place;
  const audit = (action: AuditAction, detail: Record<string, unknown>) =>
    writeAudit(tx, [{ accountId, generation, at: now, action, actor: 'system', detail }]);
  if (outcome.type === 'granted') {
    const set = {
      refusals: 0,
      granted_scopes: JSON.stringify(outcome.scopes),
      proven_at: sql<Date>`coalesce(proven_at, ${now})`,
    };
    const row = await changeInstallation(tx, place, { from: 'ACTIVE', set });
    if (row?.proven_at?.getTime() === now.getTime())
      await audit('CREDENTIAL_PROVEN', { scopes: outcome.scopes });
    return row;
  }
  const row = await changeInstallation(tx, place, {
    from: 'ACTIVE',
    set: { refusals: sql<number>`refusals + 1` },
  });
  if (row === undefined) return undefined;
  await audit('CREDENTIAL_REFUSED', { refusals: row.refusals });
  if (row.refusals < place.refusalsToSuspend) return row;
  const reason = `Trackunit answered invalid_client ${row.refusals} times in a row`;
  return moveInstallation(tx, place, { action: 'SUSPENDED', actor: 'system', reason });
};
