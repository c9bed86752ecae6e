import { sql, type Transaction, type UpdateObject } from 'kysely';
import { announceAccountChange } from '../database/account-changes.ts';
import type { LibraryTables } from '../database/library-tables.ts';
import { writeAudit, type AuditAction } from './audit.ts';
import type { InstallationRow } from './installation.ts';
import type { InstallationRef, TokenOutcome } from './vault.ts';

type Place = { readonly irisAppId: string; readonly now: Date };

/** Changes one generation of an install where `from` is its status; `undefined` when there is nothing to change. */
export const changeInstallation = async (
  tx: Transaction<LibraryTables>,
  { irisAppId, now }: Place,
  { accountId, generation }: InstallationRef,
  set: UpdateObject<LibraryTables, 'iris_app.installation'>,
  from: 'ACTIVE' | 'SUSPENDED',
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
  ref: InstallationRef,
  move: { readonly action: 'SUSPENDED' | 'ACTIVATED'; readonly actor: string; readonly reason?: string },
): Promise<InstallationRow | undefined> => {
  const [status, from] =
    move.action === 'SUSPENDED' ? (['SUSPENDED', 'ACTIVE'] as const) : (['ACTIVE', 'SUSPENDED'] as const);
  const row = await changeInstallation(tx, place, ref, { status, refusals: 0 }, from);
  if (row === undefined) return undefined;
  const { action, actor, reason } = move;
  const detail = reason === undefined ? {} : { reason };
  await writeAudit(tx, [{ ...ref, at: place.now, action, actor, detail }]);
  await announceAccountChange(tx, ref.accountId);
  return row;
};

/** Counts what Trackunit's token endpoint said, for `recordTokenOutcome`. */
export const applyTokenOutcome = async (
  tx: Transaction<LibraryTables>,
  place: Place & { readonly refusalsToSuspend: number },
  ref: InstallationRef,
  outcome: TokenOutcome,
): Promise<InstallationRow | undefined> => {
  const audit = (action: AuditAction, detail: Record<string, unknown>) =>
    writeAudit(tx, [{ ...ref, at: place.now, action, actor: 'system', detail }]);
  if (outcome.type === 'granted') {
    const set = {
      refusals: 0,
      granted_scopes: JSON.stringify(outcome.scopes),
      proven_at: sql<Date>`coalesce(proven_at, ${place.now})`,
    };
    const row = await changeInstallation(tx, place, ref, set, 'ACTIVE');
    if (row?.proven_at?.getTime() === place.now.getTime())
      await audit('CREDENTIAL_PROVEN', { scopes: outcome.scopes });
    return row;
  }
  const row = await changeInstallation(tx, place, ref, { refusals: sql<number>`refusals + 1` }, 'ACTIVE');
  if (row === undefined) return undefined;
  await audit('CREDENTIAL_REFUSED', { refusals: row.refusals });
  if (row.refusals < place.refusalsToSuspend) return row;
  const reason = `Trackunit answered invalid_client ${row.refusals} times in a row`;
  return moveInstallation(tx, place, ref, { action: 'SUSPENDED', actor: 'system', reason });
};
