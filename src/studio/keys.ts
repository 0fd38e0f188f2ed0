/** The studio's keys: the pages announce them, the script acts on them. */
import { VIEWS } from './look.ts';

export const KEYS = {
  next: 'j',
  previous: 'k',
  mode: 'd',
  pictures: 'i',
  text: 't',
  problems: 'p',
  write: 'n',
  help: '?',
} as const;

/** A key for each view, from 1. */
export const VIEW_KEYS = Object.keys(VIEWS).map((_, index) => String(index + 1));

/** What the help says of each key, or of some keys that belong together. */
export const KEY_HELP: readonly (readonly [keys: readonly string[], meaning: string])[] = [
  [[KEYS.next, KEYS.previous], 'Next, previous edition'],
  [VIEW_KEYS, 'Desktop, tablet, phone, all'],
  [[KEYS.mode], 'Next colour mode'],
  [[KEYS.pictures], 'Pictures on or off'],
  [[KEYS.text], 'Plain text or letter'],
  [[KEYS.problems], 'Go to the problems'],
  [[KEYS.write], 'New edition'],
  [['Ctrl K', '⌘ K'], 'Find editions, pages and actions'],
  [[KEYS.help], 'Show these keys'],
  [['Esc'], 'Close what is open'],
];
