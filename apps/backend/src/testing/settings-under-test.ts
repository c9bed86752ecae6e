import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Settings } from '@fleet-watch/contracts';
import type { Database } from '@fleet-watch/iris-app-backend';
import express from 'express';
import { setAccountId } from '../http/caller.ts';
import { handleError } from '../http/error-handler.ts';
import { createSettingsRoutes } from '../http/settings-routes.ts';
import { createChangeSettings } from '../settings/change-settings.ts';
import type { FleetWatchTables } from '../store/tables.ts';

type Options = {
  readonly now?: () => Date;
  readonly isRefusedTarget?: (url: string) => boolean;
};

/** Serves the settings of one account, which has granted no scope, over HTTP. */
export const serveSettings = async (
  database: Database<FleetWatchTables>,
  { now = () => new Date(), isRefusedTarget = () => false }: Options = {},
) => {
  const accountId = randomUUID();
  const changeSettings = createChangeSettings({
    database,
    now,
    findInstallation: async () => undefined,
    actOnFleet: async () => {},
    isRefusedTarget,
  });
  const app = express()
    .disable('etag')
    .use(express.json(), (request, _response, next) => {
      setAccountId(request, accountId);
      next();
    })
    .use(createSettingsRoutes({ database, changeSettings }))
    .use(handleError);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/settings`;
  return {
    accountId,
    url,
    get: (headers: Readonly<Record<string, string>> = {}) => fetch(url, { headers }),
    put: (settings: Settings, headers: Readonly<Record<string, string>> = {}) =>
      fetch(url, {
        method: 'PUT',
        body: JSON.stringify(settings),
        headers: { 'content-type': 'application/json', ...headers },
      }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
