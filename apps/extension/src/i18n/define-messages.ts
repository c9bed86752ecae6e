import type { Values } from './fill.ts';

/** A message with names in braces. */
export type Template = Readonly<{ template: string }>;

/** A message by count: `{count}` and other names in braces. English, Danish and German have these two forms. */
export type Forms = Readonly<{ one: string; other: string }>;

/** English words by name, as they are written down. */
export type Body = Readonly<Record<string, string | Template | Forms>>;

/** The words of one part of the app, in English, under the name that other languages file them by. */
export type Messages<Part extends Body> = Readonly<{ section: string; body: Part }>;

/** Names a part's English words. Pure data: nothing is registered. */
export const defineMessages = <Part extends Body>(section: string, body: Part): Messages<Part> => ({
  section,
  body,
});

/** Writes such a message down. */
export const template = (text: string): Template => ({ template: text });

type WordOf<Message> = Message extends Forms
  ? (count: number, values?: Values) => string
  : Message extends Template
    ? (values: Values) => string
    : string;

/** A part's words as a page says them: text, or a function of what stands in the braces. */
export type WordsOf<Part extends Body> = Readonly<{ [Name in keyof Part]: WordOf<Part[Name]> }>;

/** What another language must give for a part: text for text, forms for a count. Nothing can be left out. */
export type TranslationOf<Part> =
  Part extends Messages<infer Words>
    ? Readonly<{ [Name in keyof Words]: Words[Name] extends Forms ? Forms : string }>
    : never;
