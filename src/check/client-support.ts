/** What mail programs do not support of a letter, by the data of caniemail.com. */
import { caniemail, type CanIEmailOptions, type CanIEmailResult } from 'caniemail';
import { escapeAttribute } from 'entities/escape';
import { declarationSources } from '../css/declarations.ts';
import { reasonAllowed } from './caniemail-allowed.ts';
import type { ParsedLetter } from './parsed-letter.ts';

/**
 * The mail programs that must support a feature. `outlook.windows` renders with Word; "windows-mail"
 * was discontinued at the end of 2024.
 */
const CLIENTS = [
  'gmail.*',
  'outlook.windows',
  'outlook.outlook-com',
  'apple-mail.*',
  'yahoo.*',
] as const satisfies CanIEmailOptions['clients'];

/** A line of CSS or a tag that a mail program does not support, or only in part. */
export interface SupportGap {
  /** As caniemail names it, such as gmail.ios. */
  readonly client: string;
  /** As caniemail names it, such as border-radius. */
  readonly feature: string;
  readonly support: 'none' | 'partial';
  /** What caniemail says about it, in Markdown. */
  readonly notes: readonly string[];
  /** The line of CSS or the tag; '' for an at-rule, whose place is unknown. */
  readonly element: string;
  /** Why the letter uses it all the same, and what happens without it; absent if nobody reviewed that. */
  readonly allowed: string | undefined;
}

/**
 * Returns what the mail programs do not support, in the order of the letter. caniemail is asked about
 * each different tag once, on its own line: a letter repeats a few dozen tags hundreds of times, and
 * the line number identifies the tag.
 */
export function supportGaps({
  document,
  styleSheets,
}: Pick<ParsedLetter, 'document' | 'styleSheets'>): readonly SupportGap[] {
  const css = withoutWordWrap(styleSheets.map(({ source }) => source).join('\n'));
  const tags = [...new Set(Array.from(document.querySelectorAll('*'), tagOf))];
  return [
    ...(css.trim() === '' ? [] : gapsIn({ css }, css.split('\n'))),
    ...gapsIn({ html: tags.join('\n') }, tags),
  ];
}

function gapsIn(
  source: { readonly css: string } | { readonly html: string },
  lines: readonly string[],
): readonly SupportGap[] {
  const { errors, warnings } = caniemail({ clients: [...CLIENTS], ...source }).issues;
  const gaps = (issues: CanIEmailResult['issues']['errors'], support: SupportGap['support']) =>
    [...issues].flatMap(([client, found]) =>
      found.map(({ title: feature, notes, position }): SupportGap => {
        const element = (lines[(position?.start.line ?? 0) - 1] ?? '').trim();
        const allowed = reasonAllowed(feature, client, element);
        return { client, feature, support, notes, element, allowed };
      }),
    );
  return [...gaps(errors, 'none'), ...gaps(warnings, 'partial')];
}

/** An element's tags without its content, on one line. */
function tagOf({ tagName, attributes }: Element): string {
  const name = tagName.toLowerCase();
  const written = Array.from(attributes, (attribute) => {
    const value = attribute.name === 'style' ? validPart(attribute.value) : attribute.value;
    return ` ${attribute.name}="${escapeAttribute(value.replace(/\s+/g, ' '))}"`;
  });
  return `<${name}${written.join('')}></${name}>`;
}

/** The declarations that caniemail can read; it throws on invalid ones. */
function validPart(style: string): string {
  return declarationSources(style)
    .filter(({ property }) => property !== WORD_WRAP)
    .map(({ source }) => source)
    .join(';');
}

/** caniemail throws on this property: it has no data for some programs. */
const WORD_WRAP = 'word-wrap';

function withoutWordWrap(css: string): string {
  return css.replace(/(?<![\w-])word-wrap\s*:[^;}]*/gi, '');
}
