import { useHostStore, useHostValue } from '../host-context.ts';
import type { CurrentUserContext } from '../host-methods.ts';

/** Every member is undefined until Manager answered. */
export type UseCurrentUser = { readonly [Member in keyof CurrentUserContext]?: CurrentUserContext[Member] };

const nobodyYet: UseCurrentUser = {};

/**
 * Who is signed in to Manager.
 * @returns `{ clientSideUserId, … }`; only `clientSideUserId` is proven by a public package, the rest is inferred.
 */
export function useCurrentUser(): UseCurrentUser {
  return useHostValue(useHostStore().user) ?? nobodyYet;
}

/**
 * The units that the signed-in user chose.
 * @returns `{ systemOfMeasurement: 'SI' | 'US' | null | undefined }`
 * @see https://developers.trackunit.com — "Trackunit providers"
 */
export function useCurrentUserSystemOfMeasurement(): {
  readonly systemOfMeasurement: 'SI' | 'US' | null | undefined;
} {
  return { systemOfMeasurement: useCurrentUser().systemOfMeasurement };
}

/**
 * INFERRED name. The language that the signed-in user chose, as two letters.
 * @returns the host's word; until it answers the frame's `?lang=`, which Trackunit's own translation package reads
 *   first, too; else `en`.
 */
export function useCurrentUserLanguage(): { readonly language: string } {
  const { language } = useCurrentUser();
  return { language: language ?? new URLSearchParams(window.location.search).get('lang') ?? 'en' };
}
