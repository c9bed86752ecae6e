import { createVault, type Database, type KeyRing, type Vault } from '@fleet-watch/iris-app-backend';
import { irisAppId } from './iris-app.ts';
import type { FleetWatchTables } from './store/tables.ts';
import { createWebhookSecretTable } from './webhooks/webhook-secrets.ts';

/** The installs of Fleet Watch, and everything else that is under its keys: one for the backend and the command line. */
export const createFleetWatchVault = (
  database: Database<FleetWatchTables>,
  keys: KeyRing,
): Vault<FleetWatchTables> =>
  createVault({ database, keys, irisAppId, sealedTables: [createWebhookSecretTable(irisAppId)] });
