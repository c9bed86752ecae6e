import { transform } from '@nanostores/i18n';
import { fill, type Values } from './fill.ts';

/** A message with names in braces. */
export const template = transform<[values: Values], string, string>((locale, text, values) =>
  fill(locale, text, values),
);
