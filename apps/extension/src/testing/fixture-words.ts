import { toLanguage, type Language } from '../i18n/languages.ts';

/** Reasons as the backend words them, in each language that it speaks. */
const sentences = {
  credentialsRefused: {
    en: 'Trackunit refused the credentials',
    da: 'Trackunit afviste adgangsoplysningerne',
    de: 'Trackunit hat die Zugangsdaten abgelehnt',
  },
  trackunitSilent: {
    en: 'Trackunit did not answer in time',
    da: 'Trackunit svarede ikke i tide',
    de: 'Trackunit hat nicht rechtzeitig geantwortet',
  },
  hostRefused: {
    en: 'The host answered with status 500.',
    da: 'Serveren svarede med status 500.',
    de: 'Der Server hat mit dem Status 500 geantwortet.',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

export type FixtureReason = keyof typeof sentences;

/** Words a reason as `Accept-Language` asks. */
export type Say = (reason: FixtureReason) => string;

export const createSay =
  ({ headers }: Request): Say =>
  (reason) =>
    sentences[reason][toLanguage(headers.get('Accept-Language') ?? 'en')];
