import { parseHTML } from 'linkedom';
import type { Config } from '../config/schema.ts';
import type { Edition } from '../edition/edition.ts';
import type { Problem } from '../base/problem.ts';
import { foldSpaces, visibleText } from './letter-text.ts';

/** A finished letter, as it goes to the subscriber with the longest name on the list. */
export interface FinishedLetter {
  readonly edition: Edition;
  readonly config: Config;
  /** The decoded HTML and text parts, as a mail program shows them. */
  readonly html: string;
  readonly text: string;
  /** The whole message as it is sent. */
  readonly raw: Buffer;
  readonly unsubscribeUrl: string;
  /** Whether it is sent to real subscribers; example addresses are then errors. */
  readonly real: boolean;
}

/** A finished letter with what the checks read from it. */
export interface ParsedLetter extends FinishedLetter {
  readonly document: Document;
  /** What a reader sees of the HTML: no tags, entities decoded, spaces folded. */
  readonly visibleHtml: string;
  readonly visibleText: string;
  /** The folder of the theme: the place of problems that the theme causes. */
  readonly themeFolder: string;
}

/** Returns the problems of one kind in a letter. Pure. */
export type Check = (letter: ParsedLetter) => readonly Problem[];

/** Parses a finished letter for the checks. */
export function parseLetter(finished: FinishedLetter): ParsedLetter {
  const { html, text, config } = finished;
  return {
    ...finished,
    document: parseHTML(html).document,
    visibleHtml: visibleText(html),
    visibleText: foldSpaces(text),
    themeFolder: `templates/${config.theme.name}`,
  };
}
