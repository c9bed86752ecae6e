import type { UserSummary } from '@fleet-watch/emulator';
import { isLanguage, type Language } from '../i18n/language.ts';

/** How the signed-in person sees Manager; extensions are told the same. */
export interface Preferences {
  readonly language: Language;
  readonly systemOfMeasurement: 'SI' | 'US';
  readonly colorScheme: 'light' | 'dark';
}

/** What a user starts with: their own language and units, and the light or dark of their system. */
export function toPreferences(user: UserSummary, prefersDark: boolean): Preferences {
  return {
    language: isLanguage(user.language) ? user.language : 'en',
    systemOfMeasurement: user.systemOfMeasurement,
    colorScheme: prefersDark ? 'dark' : 'light',
  };
}
