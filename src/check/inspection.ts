import { parseHTML } from 'linkedom';
import type { Config } from '../config/schema.ts';
import type { Edition } from '../edition/edition.ts';
import type { Problem } from '../base/problem.ts';
import { foldSpaces, visibleText } from './visible-text.ts';

/** A finished letter as the checks are handed it: the longest that anybody on the list gets. */
export interface Finished {
  readonly edition: Edition;
  readonly config: Config;
  /** The parts as a reader's program shows them. */
  readonly html: string;
  readonly text: string;
  /** The whole message as it goes over the wire. */
  readonly raw: Buffer;
  readonly unsubscribeUrl: string;
  /** It would go to real readers: example addresses are errors. */
  readonly real: boolean;
}

/** A finished letter, laid out for the checks. */
export interface Inspection extends Finished {
  readonly document: Document;
  /** What a reader of the HTML sees: no tags, entities decoded, spaces folded. */
  readonly visibleHtml: string;
  readonly visibleText: string;
  /** The folder of the theme, for the place of what is the theme's fault. */
  readonly themeFolder: string;
}

/** Looks at a finished letter and changes nothing. */
export type Check = (inspection: Inspection) => readonly Problem[];

export function inspect(finished: Finished): Inspection {
  const { html, text, config } = finished;
  return {
    ...finished,
    document: parseHTML(html).document,
    visibleHtml: visibleText(html),
    visibleText: foldSpaces(text),
    themeFolder: `templates/${config.theme.name}`,
  };
}

/** An element's own tag, shortened, to point at it in a message. */
export function elementTag(element: Pick<Element, 'outerHTML' | 'textContent'>): string {
  const tag = element.outerHTML.slice(0, element.outerHTML.indexOf('>') + 1).replace(/\s+/g, ' ');
  const words = element.textContent.replace(/\s+/g, ' ').trim();
  const text = words.length > 40 ? `${words.slice(0, 40)}…` : words;
  return `${tag.length > 120 ? `${tag.slice(0, 119)}…>` : tag}${text}`;
}
