import type { Tokens } from '../auth/tokens.ts';
import type { Choices } from '../choices.ts';
import type { EventLog } from '../control/event-log.ts';
import { createClientId, createSecret } from '../random.ts';
import { createCustomFields, type StoredCustomFields } from '../state/custom-fields.ts';
import type { State } from '../state/state.ts';
import { createApps, type AppSource } from './apps.ts';
import { createCourier } from './courier.ts';
import type { IdentitySigner } from './identity.ts';
import { createInstalls } from './installs.ts';

type Options = {
  readonly sources: readonly AppSource[];
  readonly storedFields: StoredCustomFields | undefined;
  readonly state: State;
  readonly tokens: Tokens;
  readonly signIdentity: IdentitySigner;
  readonly log: EventLog;
  readonly choices: () => Choices;
  readonly hasAccount: (accountId: string) => boolean;
  readonly fetch: typeof globalThis.fetch;
  readonly nowMs: () => number;
  readonly createId: () => string;
  readonly save: () => Promise<void>;
};

/** Apps, who installed them, what was told of it, and the fields that apps bring. */
export const createMarketplace = ({ sources, storedFields, ...rest }: Options) => {
  const { state, choices } = rest;
  const apps = createApps(sources, () => choices().extraScopes);
  const customFields = createCustomFields({
    apps,
    isInstalled: (irisAppId, accountId) => state.findInstall(irisAppId, accountId) !== undefined,
    stored: storedFields,
  });
  const courier = createCourier(rest);
  const installs = createInstalls({ ...rest, apps, courier, createClientId, createSecret });
  return { apps, customFields, courier, installs };
};
