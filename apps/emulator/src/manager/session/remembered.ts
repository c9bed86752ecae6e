import { isLanguage, type Language } from '../i18n/language.ts';

/** What outlives a reload: who is signed in and what they changed. Ids only, never a token. */
export interface Remembered {
  readonly accountId?: string;
  readonly userId?: string;
  readonly language?: Language;
  readonly systemOfMeasurement?: 'SI' | 'US';
  readonly colorScheme?: 'light' | 'dark';
}

const key = 'manager.session';

/** A tab keeps its own choice; a new tab starts with the last one. A deep link (`?account=&user=&lang=`) wins. */
export function readRemembered(): Remembered {
  const stored = parseRemembered(readItem(window.sessionStorage) ?? readItem(window.localStorage));
  const query = new URLSearchParams(window.location.search);
  const accountId = query.get('account');
  const userId = query.get('user');
  const language = query.get('lang');
  const { userId: storedUserId, ...kept } = stored;
  return {
    ...kept,
    ...(storedUserId !== undefined && accountId === null && { userId: storedUserId }),
    ...(accountId !== null && { accountId }),
    ...(userId !== null && { userId }),
    ...(isLanguage(language) && { language }),
  };
}

/** Keeps the choice for this tab and for the next one, and takes a deep link's words out of the address bar. */
export function remember(remembered: Remembered): void {
  const text = JSON.stringify(remembered);
  for (const storage of [window.sessionStorage, window.localStorage]) writeItem(storage, text);
  if (window.location.search !== '') {
    window.history.replaceState(null, '', `${window.location.pathname}${window.location.hash}`);
  }
}

function parseRemembered(text: string | null): Remembered {
  try {
    const { accountId, userId, language, systemOfMeasurement, colorScheme } = Object(
      JSON.parse(text ?? '{}'),
    );
    return {
      ...(typeof accountId === 'string' && { accountId }),
      ...(typeof userId === 'string' && { userId }),
      ...(isLanguage(language) && { language }),
      ...((systemOfMeasurement === 'SI' || systemOfMeasurement === 'US') && { systemOfMeasurement }),
      ...((colorScheme === 'light' || colorScheme === 'dark') && { colorScheme }),
    };
  } catch {
    return {};
  }
}

// A browser that blocks storage still shows Manager; it just forgets.
function readItem(storage: Storage): string | null {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

function writeItem(storage: Storage, text: string): void {
  try {
    storage.setItem(key, text);
  } catch {
    return;
  }
}
