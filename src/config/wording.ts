/** A phrase for each plural category of its {count}, as the language has them (CLDR). */
export type Plural = { readonly other: string } & Readonly<
  Partial<Record<Intl.LDMLPluralRule, string>>
>;

/** The fixed phrases of a letter; the config can replace them. */
export interface Wording {
  readonly web: string;
  readonly minutes: Plural;
  readonly words: Plural;
  readonly by: string;
  readonly updated: string;
  readonly keyPoints: string;
  readonly notes: string;
  readonly readStory: string;
  readonly readMore: string;
  readonly further: string;
  readonly share: string;
  readonly copyFor: string;
  /** Who the copy is for if the subscriber has no name. */
  readonly reader: string;
  readonly preferences: string;
  readonly unsubscribe: string;
}

/** Fills the {names} of a phrase. */
export function phrase(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : whole,
  );
}

/** Fills the {count} of a phrase, in the plural form and the digits of the locale. */
export function counted(plural: Plural, count: number, locale: string): string {
  const category = new Intl.PluralRules(locale).select(count);
  return phrase(plural[category] ?? plural.other, { count: count.toLocaleString(locale) });
}
