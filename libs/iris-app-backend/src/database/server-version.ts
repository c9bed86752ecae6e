import { sql, type Kysely } from 'kysely';
import { DatabaseError } from './database-error.ts';

/** The first version that has `grant … with inherit true, set true`, by which the login user has the two roles. */
const oldestMajor = 16;

/** How a server says which version it is: `160014`, and `16.14` with what a distribution puts behind it. */
export type ServerVersion = { readonly number: number; readonly name: string };

/** @throws DatabaseError `server_too_old`, for a server that would end a migration with an error of syntax */
export const assertNewEnough = ({ number, name }: ServerVersion): void => {
  if (number >= oldestMajor * 10_000) return;
  throw new DatabaseError(
    'server_too_old',
    `The server is PostgreSQL ${name}; PostgreSQL ${oldestMajor} or newer is needed.`,
  );
};

/** Asks the server which version it is. */
export const getServerVersion = async (db: Kysely<unknown>): Promise<ServerVersion> => {
  const { rows } = await sql<ServerVersion>`select current_setting('server_version_num')::int as number,
    current_setting('server_version') as name`.execute(db);
  const [version] = rows;
  if (version === undefined) throw new TypeError('A select without a table has one row');
  return version;
};
