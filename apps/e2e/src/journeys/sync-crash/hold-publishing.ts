import { createDatabase } from '@fleet-watch/iris-app-backend';
import type { System } from '../../testing/start-system.ts';

/** Longer than a test waits for anything: who is held here is killed. */
const holdSeconds = 100;

/**
 * Only the first try of a job, so that the process that takes over comes through, and only accounts that people see
 * already. The last step of publishing is where it sleeps.
 */
const holdSql = `
create function hold_publishing() returns trigger language plpgsql as $hold$
begin
  if exists (select from sync where account_id = new.account_id and state = 'SUCCEEDED')
    and exists (select from sync where account_id = new.account_id and state = 'RUNNING' and run like '%:1')
  then perform pg_sleep(${holdSeconds});
  end if;
  return new;
end $hold$;
create trigger hold_publishing before insert on fleet_day for each row execute function hold_publishing()`;

/**
 * Makes the embedded database hold up in the middle of publishing. It has one session, in the backend's own thread: who is
 * held answers nobody any more. Its folder belongs to one process at a time, so the backend is started again.
 */
export const holdPublishing = async (
  system: Pick<System, 'backend' | 'dataDir' | 'startBackendAgain'>,
): Promise<void> => {
  await system.backend().stop();
  const database = await createDatabase<unknown>({ dataDir: `${system.dataDir}/database` });
  try {
    await database.migrate({ name: 'test_hold', migrations: { '0001_hold': holdSql } });
  } finally {
    await database.close();
  }
  await system.startBackendAgain();
};

/** Whether a process has answered nothing for so long, which on an idle one means that its database holds it up. */
export const isSilent = async (url: string, forMs: number): Promise<boolean> => {
  const answer = fetch(`${url}/healthz`, { signal: AbortSignal.timeout(forMs) });
  return answer.then(
    () => false,
    (cause: unknown) => cause instanceof DOMException && cause.name === 'TimeoutError',
  );
};
