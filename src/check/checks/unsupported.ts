import { caniemail, type CanIEmailOptions } from 'caniemail';
import { escapeAttribute } from 'entities/escape';
import { defined } from '../../base/defined.ts';
import { problem } from '../../base/problem.ts';
import { declarationSources } from '../../css/declarations.ts';
import { isAllowed } from '../caniemail-allowed.ts';
import type { Check, ParsedLetter } from '../parsed-letter.ts';
import { firstFew } from '../reporting.ts';

/**
 * The mail programs that must support a feature. `outlook.windows` renders with Word; "windows-mail"
 * was discontinued at the end of 2024.
 */
export const CLIENTS: CanIEmailOptions['clients'] = [
  'gmail.*',
  'outlook.windows',
  'outlook.outlook-com',
  'apple-mail.*',
  'yahoo.*',
];

interface Unsupported {
  readonly clients: Set<string>;
  /** The first line of CSS or tag that uses it; unknown for an at-rule. */
  readonly element: string | undefined;
}

/** The letter uses no feature that a mail program does not support, except those allowed (email-html.md C2). */
export const checkUnsupported: Check = (letter) => {
  const found = Array.from(unsupportedFeatures(letter), ([feature, { clients, element }]) => {
    const detail = `${feature} in ${[...clients].sort().join(', ')}`;
    const place = { file: letter.themeFolder };
    return problem('html/unsupported', place, { detail, ...defined({ element }) });
  });
  return firstFew(found);
};

/**
 * Asks caniemail about each different tag once, on its own line: a letter repeats a few dozen tags
 * hundreds of times, and the line number identifies the tag.
 */
function unsupportedFeatures({
  document,
  styleSheets,
}: ParsedLetter): ReadonlyMap<string, Unsupported> {
  const features = new Map<string, Unsupported>();
  const collect = (options: { css: string } | { html: string }, lines: readonly string[]) => {
    const { errors } = caniemail({ clients: CLIENTS, ...options }).issues;
    for (const [client, issues] of errors) {
      for (const { title, position } of issues) {
        const line = (lines[(position?.start.line ?? 0) - 1] ?? '').trim();
        if (isAllowed(title, client, line)) continue;
        const known = features.get(title) ?? {
          clients: new Set<string>(),
          element: shortened(line),
        };
        features.set(title, { ...known, clients: known.clients.add(client) });
      }
    }
  };
  const css = withoutWordWrap(styleSheets.map(({ source }) => source).join('\n'));
  if (css.trim() !== '') collect({ css }, css.split('\n'));
  const tags = [...new Set(Array.from(document.querySelectorAll('*'), tagOf))];
  collect({ html: tags.join('\n') }, tags);
  return features;
}

function shortened(line: string): string | undefined {
  return line.length > 120 ? `${line.slice(0, 119)}…` : line || undefined;
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
