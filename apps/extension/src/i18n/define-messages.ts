import type { TranslationFunction, Translations } from '@nanostores/i18n';
import type { Values } from './fill.ts';
import type { Forms } from './plural.ts';

/** The words of one part of the app, in English, under the name that other languages file them by. */
export type Messages<Body extends Translations> = Readonly<{ section: string; body: Body }>;

/** Names a part's English words. Pure data: nothing is registered. */
export const defineMessages = <Body extends Translations>(section: string, body: Body): Messages<Body> => ({
  section,
  body,
});

/** What another language must give for a part: text for text, forms for a count. Nothing can be left out. */
export type TranslationOf<Part> =
  Part extends Messages<infer Body>
    ? {
        readonly [Name in keyof Body]: Body[Name] extends TranslationFunction<
          [count: number, values?: Values],
          string
        >
          ? Forms
          : string;
      }
    : never;
