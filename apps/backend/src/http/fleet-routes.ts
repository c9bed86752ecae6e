import { assetsCsvQuerySchema, assetsQuerySchema, isStorableText } from '@fleet-watch/contracts';
import type { Database } from '@fleet-watch/iris-app-backend';
import { Router } from 'express';
import { findAsset, listAssets } from '../store/assets.ts';
import { listFacets } from '../store/facets.ts';
import { summarizeFleet } from '../store/summary.ts';
import type { FleetWatchTables } from '../store/tables.ts';
import { ApiError, parseInput } from './api-error.ts';
import { sendAssetsCsv } from './assets-csv.ts';
import { getAccountId } from './caller.ts';

export type FleetRoutesDependencies = {
  readonly database: Database<FleetWatchTables>;
  readonly now: () => Date;
};

/** What the extension shows of a fleet: the headline, the list, one asset. */
export const createFleetRoutes = ({ database, now }: FleetRoutesDependencies): Router => {
  const routes = Router();

  routes.get('/fleet/summary', async (request, response) => {
    const accountId = getAccountId(request);
    response.json(await database.forAccount(accountId, (tx) => summarizeFleet(tx, accountId, now())));
  });

  routes.get('/fleet/facets', async (request, response) => {
    const accountId = getAccountId(request);
    response.json(await database.forAccount(accountId, (tx) => listFacets(tx, accountId)));
  });

  routes.get('/fleet/assets', async (request, response) => {
    const accountId = getAccountId(request);
    const query = parseInput(assetsQuerySchema, request.query);
    response.json(await database.forAccount(accountId, (tx) => listAssets(tx, accountId, query)));
  });

  routes.get('/fleet/assets.csv', async (request, response) => {
    const query = parseInput(assetsCsvQuerySchema, request.query);
    await sendAssetsCsv(response, { database, accountId: getAccountId(request), query });
  });

  routes.get('/fleet/assets/:assetId', async (request, response) => {
    const accountId = getAccountId(request);
    const { assetId } = request.params;
    const asset = isStorableText(assetId)
      ? await database.forAccount(accountId, (tx) => findAsset(tx, accountId, assetId))
      : undefined;
    if (asset === undefined) throw new ApiError('not_found', `This account has no asset ${assetId}.`);
    response.json(asset);
  });

  return routes;
};
