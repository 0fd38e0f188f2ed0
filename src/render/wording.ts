/** The fixed words of a letter. */
export const WORDING = {
  minutes: (count: number) => `${count} min`,
  words: (count: string) => `${count} words`,
  keyPoints: 'The key points',
  readStory: (host: string) => `Read the full story at ${host}`,
  readMore: (host: string) => `More at ${host}`,
  picture: 'Picture',
  copyFor: 'This copy is for',
  reader: 'our reader',
  preferences: 'Preferences',
  unsubscribe: 'Unsubscribe',
} as const;
