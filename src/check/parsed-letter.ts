import { parseHTML } from 'linkedom';
import type { Problem } from '../base/problem.ts';
import type { Config } from '../config/schema.ts';
import { documentStyles, type StyleOf } from '../css/computed.ts';
import type { Viewport } from '../css/media.ts';
import { styleSheetsOf, type StyleSheet } from '../css/style-sheet.ts';
import type { Edition } from '../edition/edition.ts';
import type { ReaderUrls } from '../letter/recipient.ts';
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
  /** The URLs that are the subscriber's own. */
  readonly urls: ReaderUrls;
  /** Whether it is sent to real subscribers; example addresses are then errors. */
  readonly real: boolean;
}

/** A finished letter with what the checks read from it. */
export interface ParsedLetter extends FinishedLetter {
  readonly document: Document;
  readonly styleSheets: readonly StyleSheet[];
  /** Computes the styles of the document at a viewport. */
  readonly stylesAt: (viewport: Viewport) => StyleOf;
  /** What a reader sees of the HTML: no tags, entities decoded, spaces folded. */
  readonly visibleHtml: string;
  readonly visibleText: string;
  /** The folder of the theme: the place of problems that the theme causes. */
  readonly themeFolder: string;
}

/** Returns the problems of one kind in a letter. Pure. */
export type Check = (letter: ParsedLetter) => readonly Problem[];

/** A screen as wide as the letter, and a phone; in light mode. */
export const DESKTOP: Viewport = { width: 640, dark: false };
export const PHONE: Viewport = { width: 375, dark: false };

/** Parses a finished letter for the checks. */
export function parseLetter(finished: FinishedLetter): ParsedLetter {
  const { html, text, config } = finished;
  const { document } = parseHTML(html);
  const styleSheets = styleSheetsOf(document);
  return {
    ...finished,
    document,
    styleSheets,
    stylesAt: documentStyles(document, styleSheets),
    visibleHtml: visibleText(html),
    visibleText: foldSpaces(text),
    themeFolder: `templates/${config.theme.name}`,
  };
}
