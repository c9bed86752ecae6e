import { syncsQuerySchema, type Sync } from '@fleet-watch/contracts';
import type { Database } from '@fleet-watch/iris-app-backend';
import { Router } from 'express';
import { findSync, listSyncs } from '../store/syncs.ts';
import type { FleetWatchTables } from '../store/tables.ts';
import { ApiError, parseInput } from './api-error.ts';
import { getAccountId, toAbortSignal } from './caller.ts';
import { streamSync } from './sync-events.ts';

export type SyncRoutesDependencies = {
  readonly database: Database<FleetWatchTables>;
  /** Queues a sync with its job in one transaction, or finds the one under way. */
  readonly startSync: (accountId: string) => Promise<Sync>;
};

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Asks for a reading of the fleet, and watches one. */
export const createSyncRoutes = ({ database, startSync }: SyncRoutesDependencies): Router => {
  const routes = Router();

  const getSync = async (accountId: string, id: string): Promise<Sync> => {
    const sync = uuid.test(id)
      ? await database.forAccount(accountId, (tx) => findSync(tx, accountId, id))
      : undefined;
    if (sync === undefined) throw new ApiError('not_found', `This account has no sync ${id}.`);
    return sync;
  };

  routes.post('/syncs', async (request, response) => {
    response.status(202).json(await startSync(getAccountId(request)));
  });

  routes.get('/syncs', async (request, response) => {
    const accountId = getAccountId(request);
    const query = parseInput(syncsQuerySchema, request.query);
    response.json(await database.forAccount(accountId, (tx) => listSyncs(tx, accountId, query)));
  });

  routes.get('/syncs/:id', async (request, response) => {
    response.json(await getSync(getAccountId(request), request.params.id));
  });

  routes.get('/syncs/:id/events', async (request, response) => {
    const accountId = getAccountId(request);
    const { id } = request.params;
    const first = await getSync(accountId, id);
    await streamSync(response, {
      first,
      next: () => getSync(accountId, id),
      signal: toAbortSignal(response),
    });
  });

  return routes;
};
