import { toNumberFormat } from './intl.ts';

/** What stands in a message's braces. Numbers are written as the language writes them. */
export type Values = Readonly<Record<string, string | number>>;

/** Puts values into `{name}`; a name without a value stays as it is, so that it is seen. */
export const fill = (locale: string, text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (braces, name: string) => {
    const value = values[name];
    if (value === undefined) return braces;
    return typeof value === 'number' ? toNumberFormat(locale).format(value) : value;
  });
