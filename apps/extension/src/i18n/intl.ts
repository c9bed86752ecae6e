/** `Intl` objects take longer to make than a table row to draw, so each language has one of a kind. */
const onePerLocale = <Made>(make: (locale: string) => Made) => {
  const known = new Map<string, Made>();
  return (locale: string): Made => {
    const made = known.get(locale) ?? make(locale);
    known.set(locale, made);
    return made;
  };
};

/** Numbers as a language writes them. */
export const toNumberFormat = onePerLocale((locale) => new Intl.NumberFormat(locale));

/** Which form a language has for a count. */
export const toPluralRules = onePerLocale((locale) => new Intl.PluralRules(locale));
