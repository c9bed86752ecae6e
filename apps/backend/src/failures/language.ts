/** The languages that sentences are written in; the first is for whoever asks for none of them. */
export const languages = ['en', 'da', 'de'] as const;

export type Language = (typeof languages)[number];
