/** The small part of CSS that a letter's checks need: rules, media queries, declarations. */

export interface Declaration {
  readonly property: string;
  readonly value: string;
  readonly important: boolean;
}

export interface Rule {
  /** One selector; a list of them makes as many rules. */
  readonly selector: string;
  /** The media queries around it, all of which must hold. */
  readonly media: readonly string[];
  readonly declarations: readonly Declaration[];
}

/** The rules of a style sheet in their order. What cannot be understood is left out, as CSS does. */
export function parseCss(css: string, media: readonly string[] = []): readonly Rule[] {
  return blocksOf(css.replace(/\/\*[\s\S]*?(?:\*\/|$)|<!--|-->/g, '')).flatMap(
    ({ prelude, body }) => {
      const query = /^@media\b\s*(.*)$/is.exec(prelude)?.[1];
      if (query !== undefined) return parseCss(body, [...media, query]);
      if (prelude.startsWith('@')) return [];
      const declarations = parseDeclarations(body);
      return splitOutside(prelude, ',').map((selector) => ({ selector, media, declarations }));
    },
  );
}

/** The declarations of a rule or a style attribute, the shorthands of ours written out. */
export function parseDeclarations(style: string): readonly Declaration[] {
  return splitOutside(style, ';').flatMap((text) => {
    const colon = text.indexOf(':');
    if (colon < 1) return [];
    const property = text.slice(0, colon).trim().toLowerCase();
    const [value = '', important] = text
      .slice(colon + 1)
      .trim()
      .split(/\s*!\s*(important)$/i);
    return expand({ property, value, important: important !== undefined });
  });
}

function expand(declaration: Declaration): readonly Declaration[] {
  const { property, value } = declaration;
  if (property === 'background') {
    const color = splitOutside(value, ' ').find((part) => COLOR.test(part));
    return [{ ...declaration, property: 'background-color', value: color ?? 'transparent' }];
  }
  if (property !== 'font') return [declaration];
  const [, size, line = 'normal'] = /(\S*?\d[\w.%]*)(?:\s*\/\s*([\w.%]+))?\s+\S/.exec(value) ?? [];
  if (size === undefined) return [];
  const weight = /\b(bold|bolder|[1-9]00)\s/.exec(value)?.[1] ?? 'normal';
  return Object.entries({ 'font-size': size, 'line-height': line, 'font-weight': weight }).map(
    ([name, part]) => ({ ...declaration, property: name, value: part }),
  );
}

/** A part of `background` that may be its colour: not a picture, a place or a way to repeat. */
const COLOR =
  /^(?:#|rgb|hsl|(?!url|none|repeat|no-repeat|scroll|fixed|local|top|bottom|left|right|center|cover|contain|linear|radial)[a-z]+$)/i;

interface Block {
  readonly prelude: string;
  readonly body: string;
}

/** What stands before and in each pair of outer braces; statements such as @import are left out. */
function blocksOf(css: string): readonly Block[] {
  const blocks: Block[] = [];
  let depth = 0;
  let start = 0;
  let open = 0;
  for (const { at, mark } of marksOf(css)) {
    if (mark === ';' && depth === 0) start = at + 1;
    if (mark === '{' && depth++ === 0) open = at;
    if (mark !== '}') continue;
    if (depth > 0 && --depth === 0)
      blocks.push({ prelude: css.slice(start, open).trim(), body: css.slice(open + 1, at) });
    if (depth === 0) start = at + 1;
  }
  return blocks;
}

/** The parts of a text between separators that stand in no string, brackets or braces. */
export function splitOutside(text: string, separator: ',' | ';' | ' '): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { at, mark } of marksOf(text)) {
    if ('([{'.includes(mark)) depth++;
    if (')]}'.includes(mark)) depth--;
    if (mark !== separator || depth > 0) continue;
    parts.push(text.slice(start, at));
    start = at + 1;
  }
  return [...parts, text.slice(start)].map((part) => part.trim()).filter(Boolean);
}

/** The punctuation of CSS outside its strings. */
function marksOf(css: string): readonly { at: number; mark: string }[] {
  const found = css.matchAll(/"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|[{}()[\];, ]/g);
  return Array.from(found, ({ 0: mark, index: at }) => ({ at, mark })).filter(
    ({ mark }) => mark.length === 1,
  );
}
