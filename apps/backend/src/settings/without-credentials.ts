import { isWithoutCredentials, type Settings } from '@fleet-watch/contracts';

/**
 * An address without the user name and password that one from before the rule about them may hold. They are never sent,
 * so nothing needs them, and nobody who asks for an address is to read them.
 */
export const toUrlWithoutCredentials = (address: string): string => {
  if (isWithoutCredentials(address)) return address;
  return Object.assign(new URL(address), { username: '', password: '' }).href;
};

/** Settings as they are shown, and as whoever changes them sends them back. */
export const toShownSettings = (settings: Settings): Settings =>
  settings.webhook === null
    ? settings
    : { ...settings, webhook: { ...settings.webhook, url: toUrlWithoutCredentials(settings.webhook.url) } };
