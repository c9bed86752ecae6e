import { syncsQuerySchema } from '@fleet-watch/contracts';
import type { Database, Installation } from '@fleet-watch/iris-app-backend';
import { Router } from 'express';
import { isUuid } from '../is-uuid.ts';
import { findSync, listSyncs, type StoredSync } from '../store/syncs.ts';
import type { FleetWatchTables } from '../store/tables.ts';
import { ApiError, parseInput } from './api-error.ts';
import { getAccountId, toAbortSignal } from './caller.ts';
import { chooseLanguage } from './choose-language.ts';
import { createSharedReads, streamSync } from './sync-events.ts';
import { toSync } from './to-sync.ts';

export type SyncRoutesDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly findInstallation: (accountId: string) => Promise<Installation | undefined>;
  /** Queues a sync with its job in one transaction, or finds the one under way. */
  readonly startSync: (accountId: string) => Promise<StoredSync>;
};

/** Asks for a reading of the fleet, and watches one. */
export const createSyncRoutes = ({
  database,
  findInstallation,
  startSync,
}: SyncRoutesDependencies): Router => {
  const routes = Router();
  const share = createSharedReads<StoredSync | undefined>();

  const getSync = async (accountId: string, id: string): Promise<StoredSync> => {
    const sync = isUuid(id)
      ? await database.forAccount(accountId, (tx) => findSync(tx, accountId, id))
      : undefined;
    if (sync === undefined) throw new ApiError('not_found', `This account has no sync ${id}.`);
    return sync;
  };

  routes.post('/syncs', async (request, response) => {
    const sync = await startSync(getAccountId(request));
    response.status(202).json(toSync(sync, chooseLanguage(request, response)));
  });

  routes.get('/syncs', async (request, response) => {
    const accountId = getAccountId(request);
    const query = parseInput(syncsQuerySchema, request.query);
    const page = await database.forAccount(accountId, (tx) => listSyncs(tx, accountId, query));
    const language = chooseLanguage(request, response);
    response.json({ ...page, content: page.content.map((sync) => toSync(sync, language)) });
  });

  routes.get('/syncs/:id', async (request, response) => {
    const sync = await getSync(getAccountId(request), request.params.id);
    response.json(toSync(sync, chooseLanguage(request, response)));
  });

  routes.get('/syncs/:id/events', async (request, response) => {
    const accountId = getAccountId(request);
    const first = await getSync(accountId, request.params.id);
    // A stream outlives the check of its token, and an erased account's syncs are gone.
    const read = async () =>
      (await findInstallation(accountId)) &&
      database.forAccount(accountId, (tx) => findSync(tx, accountId, first.id));
    const language = chooseLanguage(request, response);
    await streamSync(response, {
      first: toSync(first, language),
      next: async () => {
        const sync = await share(`${accountId} ${first.id}`, read);
        return sync && toSync(sync, language);
      },
      signal: toAbortSignal(response),
    });
  });

  return routes;
};
