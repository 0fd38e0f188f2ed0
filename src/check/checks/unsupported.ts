import { caniemail, type CanIEmailOptions } from 'caniemail';
import { defined } from '../../base/defined.ts';
import { problem } from '../../base/problem.ts';
import { isAllowed } from '../caniemail-allowed.ts';
import type { Check, ParsedLetter } from '../parsed-letter.ts';
import { firstFew } from '../reporting.ts';
import { styleSheets } from '../../css/style-sheets.ts';
import { splitOutside } from '../../css/css.ts';

/**
 * The programs that count. Outlook for Windows is the one that draws with Word; "windows-mail" was
 * withdrawn at the end of 2024.
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
  /** Where it was met first: a line of CSS or a tag; not known of an at-rule. */
  readonly element: string | undefined;
}

/** Features that a program does not support, but for those used knowingly (email-html.md C2). */
export const checkUnsupported: Check = (letter) => {
  const found = Array.from(unsupportedFeatures(letter), ([feature, { clients, element }]) => {
    const detail = `${feature} in ${[...clients].sort().join(', ')}`;
    const place = { file: letter.themeFolder };
    return problem('html/unsupported', place, { detail, ...defined({ element }) });
  });
  return firstFew(found);
};

/**
 * Each different tag is asked about once, on a line of its own: a letter repeats a few dozen a few
 * hundred times, and the line leads back to the tag.
 */
function unsupportedFeatures({ document }: ParsedLetter): ReadonlyMap<string, Unsupported> {
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
  const css = withoutWordWrap(styleSheets(document).join('\n'));
  if (css.trim() !== '') collect({ css }, css.split('\n'));
  const tags = [...new Set(Array.from(document.querySelectorAll('*'), tagOf))];
  collect({ html: tags.join('\n') }, tags);
  return features;
}

function shortened(line: string): string | undefined {
  return line.length > 120 ? `${line.slice(0, 119)}…` : line || undefined;
}

/** An element without what is in it, on one line. */
function tagOf({ tagName, attributes }: Element): string {
  const name = tagName.toLowerCase();
  const written = Array.from(attributes, (attribute) => {
    const value = attribute.name === 'style' ? wellFormed(attribute.value) : attribute.value;
    const escaped = value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    return ` ${attribute.name}="${escaped.replace(/\s+/g, ' ')}"`;
  });
  return `<${name}${written.join('')}></${name}>`;
}

/** The declarations that are some: caniemail throws at the others. */
function wellFormed(style: string): string {
  const declarations = splitOutside(style.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ''), ';');
  return declarations.filter((each) => /^(?!word-wrap)[-\w]+\s*:/i.test(each)).join(';');
}

/** caniemail has no figures of it for some programs, and throws. */
function withoutWordWrap(css: string): string {
  return css.replace(/(?<![\w-])word-wrap\s*:[^;}]*/gi, '');
}
