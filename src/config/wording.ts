/** The fixed phrases of a letter; the config can replace them. */
export const WORDING = {
  web: 'Read it on the web',
  minutes: '{count} min',
  words: '{count} words',
  keyPoints: 'The key points',
  readStory: 'Read the full story at {host}',
  readMore: 'More at {host}',
  further: 'More this morning',
  share: 'Send it to a friend',
  copyFor: 'This copy is for {name}, {email}.',
  reader: 'our reader',
  preferences: 'Preferences',
  unsubscribe: 'Unsubscribe',
} as const;

export type Wording = { readonly [K in keyof typeof WORDING]: string };

/** Returns the phrases of a newsletter: its own, with the defaults for the rest. */
export function wordingOf(own: Partial<Wording>): Wording {
  return { ...WORDING, ...own };
}

/** Fills the {names} of a phrase. */
export function phrase(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : whole,
  );
}
