import type { accountMessages } from '../features/account/account-messages.ts';
import type { assetMessages } from '../features/asset/asset-messages.ts';
import type { fleetMessages } from '../features/fleet/fleet-messages.ts';
import type { weekMessages } from '../features/fleet/week-messages.ts';
import type { settingsMessages } from '../features/settings/settings-messages.ts';
import type { webhookMessages } from '../features/settings/webhook-messages.ts';
import type { syncMessages } from '../features/sync/sync-messages.ts';
import type { trendMessages } from '../features/trend/trend-messages.ts';
import type { widgetMessages } from '../features/widget/widget-messages.ts';
import type { assetTypeMessages } from '../ui/asset-type-messages.ts';
import type { errorMessages } from '../ui/error-messages.ts';
import type { stateMessages } from '../ui/state-messages.ts';
import type { TranslationOf } from './define-messages.ts';

/** Everything that another language says. The compiler refuses a word that is missing or left over. */
export type Translation = Readonly<{
  account: TranslationOf<typeof accountMessages>;
  asset: TranslationOf<typeof assetMessages>;
  assetType: TranslationOf<typeof assetTypeMessages>;
  error: TranslationOf<typeof errorMessages>;
  fleet: TranslationOf<typeof fleetMessages>;
  settings: TranslationOf<typeof settingsMessages>;
  state: TranslationOf<typeof stateMessages>;
  sync: TranslationOf<typeof syncMessages>;
  trend: TranslationOf<typeof trendMessages>;
  webhook: TranslationOf<typeof webhookMessages>;
  week: TranslationOf<typeof weekMessages>;
  widget: TranslationOf<typeof widgetMessages>;
}>;
