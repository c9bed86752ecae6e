import { transform } from '@nanostores/i18n';
import { fill, type Values } from './fill.ts';
import { toPluralRules } from './intl.ts';

/** A message by count. English, Danish and German have these two forms. */
export type Forms = { readonly one: string; readonly other: string };

/**
 * A message with a count: `{count}` and other names in braces. Which form applies and how a number is written is
 * the language's matter (`Intl.PluralRules`, `Intl.NumberFormat`).
 */
export const plural = transform<[count: number, values?: Values], { one: string; other: string }, string>(
  (locale, forms, ...[count, values]) =>
    fill(locale, toPluralRules(locale).select(count) === 'one' ? forms.one : forms.other, {
      ...values,
      count,
    }),
);
