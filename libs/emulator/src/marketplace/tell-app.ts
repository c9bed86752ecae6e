import type { DeliveryRecord } from '../control/shapes.ts';
import type { Install } from '../state/state.ts';
import type { Apps } from './apps.ts';
import type { Courier } from './courier.ts';

type Options = { readonly apps: Apps; readonly courier: Courier };

/** What is told, with the credential where there is one to hand over. */
const toBody = ({ irisAppId, accountId, clientId, clientSecret }: Install, type: string) =>
  type === 'INSTALLED'
    ? { type, irisAppId, accountId, clientId, clientSecret }
    : { type, irisAppId, accountId };

/** Tells an app's backend what became of an install; null when the app has no `tokenCallback`. */
export const createTellApp =
  ({ apps, courier }: Options) =>
  async (install: Install, type: 'INSTALLED' | 'UNINSTALLED'): Promise<DeliveryRecord | null> => {
    const { irisAppId, accountId } = install;
    const url = apps.find(irisAppId)?.manifest.tokenCallback?.url;
    return url === undefined
      ? null
      : courier.deliver({ irisAppId, accountId, url, body: toBody(install, type) });
  };
