import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchSystem } from './fixture.ts';

/**
 * PostgreSQL's own way in, from a file on its disk into a table like that of assets: nothing that goes over a wire is
 * faster. Answers rows a second.
 */
export const copyAlone = async ({ client }: BenchSystem): Promise<number> => {
  const { rows } = await client.query<{ columns: string }>(
    `select string_agg(column_name, ', ' order by ordinal_position) as columns from information_schema.columns
     where table_name = 'asset' and is_generated = 'NEVER'`,
  );
  const columns = rows[0]?.columns ?? '';
  const file = join(tmpdir(), `fleet-watch-${randomUUID()}.csv`);
  await client.query(`copy (select ${columns} from asset) to '${file}' (format csv)`);
  await client.query('create table bench_copy (like asset including all)');
  const startedMs = performance.now();
  const { rowCount } = await client.query(`copy bench_copy (${columns}) from '${file}' (format csv)`);
  const perSecond = ((rowCount ?? Number.NaN) / (performance.now() - startedMs)) * 1000;
  await client.query('drop table bench_copy');
  await rm(file);
  return perSecond;
};
