import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from '../logger.ts';
import type { BackEnd } from './back-end.ts';
import { keepAlive } from './keep-alive.ts';
import { listenOnServer } from './listen.ts';

const { INT8, DATE } = pg.types.builtins;

const toNumber = (text: string): number => Number(text);
const toText = (text: string): string => text;

/** Large integers come as numbers, days as `YYYY-MM-DD`: pg's own defaults are text and midnight of this machine. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') => {
    if (oid === INT8) return toNumber;
    if (oid === DATE) return toText;
    return pg.types.getTypeParser(oid, format as 'text');
  }) as typeof pg.types.getTypeParser,
};

type ServerOptions = {
  readonly url: string;
  readonly maxConnections: number;
  readonly connectTimeoutMs: number;
  readonly logger: Logger;
};

/** A PostgreSQL server, through a pool of connections. */
export const createServerBackEnd = (options: ServerOptions): BackEnd => {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections,
    connectionTimeoutMillis: options.connectTimeoutMs,
    ...keepAlive,
    types,
  });
  // An idle connection that the server ends is an event without a listener otherwise, and that ends the process.
  pool.on('error', (error) =>
    options.logger.warn({ reason: error.message }, 'An idle database connection ended'),
  );
  // The pool listens to idle connections only. One that ends in the midst of a transaction, between two queries, would
  // end the process too; whoever has it finds out at the next query.
  pool.on('connect', (client) => {
    client.on('error', (error) =>
      options.logger.warn({ reason: error.message }, 'A database connection in use ended'),
    );
  });
  return {
    backend: 'postgres',
    kysely: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }),
    executeScript: (text) => executeScript(pool, text),
    tidy: () => Promise.resolve(),
    listen: (channel, listener) => listenOnServer(options, channel, listener),
    close: () => pool.end(),
  };
};

/** A script that fails inside its own transaction must not hand that transaction to the connection's next user. */
const executeScript = async (pool: pg.Pool, text: string): Promise<{ rows: unknown[] }> => {
  const client = await pool.connect();
  try {
    const result: pg.QueryResult | readonly pg.QueryResult[] = await client.query(text);
    client.release();
    return { rows: [result].flat().flatMap(({ rows }) => rows as unknown[]) };
  } catch (error) {
    client.release(true);
    throw error;
  }
};
