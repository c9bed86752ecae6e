import type { UserSummary } from '@fleet-watch/emulator';
import { isLanguage, type Language } from '../i18n/language.ts';

/** How the signed-in person sees Manager; extensions are told the same. */
export interface Preferences {
  readonly language: Language;
  readonly systemOfMeasurement: 'SI' | 'US';
  readonly colorScheme: 'light' | 'dark';
}

/**
 * What a person starts with. The language is the browser's and not the demo user's, whose language the person at
 * the keyboard may not read; the units are the user's; light or dark is the system's.
 */
export function toPreferences(
  user: UserSummary | undefined,
  browser: { readonly languages: readonly string[]; readonly prefersDark: boolean },
): Preferences {
  return {
    language: findLanguage(browser.languages) ?? 'en',
    systemOfMeasurement: user?.systemOfMeasurement ?? 'SI',
    colorScheme: browser.prefersDark ? 'dark' : 'light',
  };
}

const findLanguage = (tags: readonly string[]): Language | undefined =>
  tags.map((tag) => tag.split('-')[0]?.toLowerCase()).find(isLanguage);
