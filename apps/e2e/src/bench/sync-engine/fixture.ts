import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountSeed, AccountSummary } from '@fleet-watch/emulator';
import { startPostgres } from '@fleet-watch/testing';
import pg from 'pg';
import { irisAppId, startSystem, type System } from '../../testing/start-system.ts';

/** A system on a PostgreSQL server, with a connection of its own to look at the rows. */
export type BenchSystem = System & {
  readonly client: pg.Pool;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** An account with so many assets and one user. */
export const toSeed = (name: string, assetCount: number): AccountSeed => ({
  accountId: randomUUID(),
  name,
  assetCount,
  users: [{ userId: `00u${randomUUID()}`, name: `${name} user`, email: 'user@example.com' }],
});

/** Starts PostgreSQL as it comes (with fsync), a local Trackunit without a limit of points, and a backend. */
export const startBenchSystem = async (
  accounts: readonly AccountSeed[],
  env: Readonly<Record<string, string>> = {},
): Promise<BenchSystem> => {
  const postgres = await startPostgres({ durable: true });
  const url = await postgres.createDatabase();
  const client = new pg.Pool({ connectionString: url, max: 8 });
  const settings = { DATABASE_URL: url, LOG_LEVEL: 'warn', ...env };
  const system = await startSystem({ accounts, env: settings });
  await system.trackunit.choose({ graphqlBudget: Number.MAX_SAFE_INTEGER });
  const close = async () => {
    await client.end();
    await system.close();
    await postgres.stop();
  };
  return { ...system, client, [Symbol.asyncDispose]: close };
};

/** Installs the app and goes on: the first sync waits, or runs. */
export const installSoon = async (
  { trackunit }: BenchSystem,
  { accountId }: AccountSummary,
): Promise<void> => {
  const result = await trackunit.install({ irisAppId, accountId });
  if (!result.delivered) throw new Error(`The install was not taken: ${JSON.stringify(result)}`);
};

/** A sync that has been seen to end. */
export type SeenSync = {
  /** From its start until another connection saw its reading. */
  readonly tookMs: number;
  /** The same from when it was asked for. */
  readonly askedMs: number;
  readonly fetched: number;
};

/**
 * Asks for a sync of an account, or joins the one that is under way, and answers when its reading can be seen: its
 * transaction has committed, which is later than the end that its row tells. Both ends are of the database's clock.
 */
export const runSync = async ({ ask, client }: BenchSystem, account: AccountSummary): Promise<SeenSync> => {
  const { id } = (await (await ask(account, '/api/v1/syncs', { method: 'POST' })).json()) as { id: string };
  for (;;) {
    const { rows } = await client.query<{ state: string; asked: number; took: number; fetched: number }>(
      `select state, fetched, extract(epoch from clock_timestamp() - queued_at)::float8 * 1000 as asked,
         extract(epoch from clock_timestamp() - started_at)::float8 * 1000 as took from sync where id = $1`,
      [id],
    );
    const [row] = rows;
    if (row?.state === 'FAILED') throw new Error('a sync failed');
    if (row?.state === 'SUCCEEDED') return { askedMs: row.asked, tookMs: row.took, fetched: row.fetched };
    await sleep(5);
  }
};

/** The value that so much of all values are not above. */
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
