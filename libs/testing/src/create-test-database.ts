import { randomUUID } from 'node:crypto';
import pg from 'pg';

/**
 * Makes an empty database on a server and returns its address. Roles belong to the whole server: what makes or takes
 * away some of its own needs a server of its own.
 *
 * @param serverUrl address of any database of the server, as a user who may make databases
 */
export const createTestDatabase = async (serverUrl: string): Promise<string> => {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
};
