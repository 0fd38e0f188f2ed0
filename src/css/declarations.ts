/** Declarations of CSS, such as `color: red`. Invalid ones are left out, as browsers do. */
import type { CssNode, List } from 'css-tree';
import parse from 'css-tree/parser';
import { tokenize, tokenTypes } from 'css-tree/tokenizer';
import { parseColor } from './color.ts';

export interface Declaration {
  /** In lower case. */
  readonly property: string;
  readonly value: string;
  readonly important: boolean;
}

/** Parses a style attribute. The shorthands `background` and `font` become longhands. */
export function parseDeclarations(style: string): readonly Declaration[] {
  const list = parse(style, { context: 'declarationList', parseValue: false });
  return list.type === 'DeclarationList' ? declarationsIn(list.children) : [];
}

/** Returns the declarations among nodes that css-tree parsed with `parseValue: false`. */
export function declarationsIn(nodes: List<CssNode>): readonly Declaration[] {
  return Array.from(nodes).flatMap((node) => {
    if (node.type !== 'Declaration' || node.value.type !== 'Raw') return [];
    return expandShorthand({
      property: node.property.toLowerCase(),
      value: withoutComments(node.value.value).trim(),
      important: /^(?:true|important)$/i.test(String(node.important)),
    });
  });
}

/**
 * Returns the declarations of a style attribute as they are written there, each with its property.
 */
export function declarationSources(style: string): readonly { property: string; source: string }[] {
  const list = parse(style, { context: 'declarationList', parseValue: false, positions: true });
  if (list.type !== 'DeclarationList') return [];
  return Array.from(list.children).flatMap((node) => {
    if (node.type !== 'Declaration') return [];
    return [{ property: node.property.toLowerCase(), source: sourceOf(node, style) }];
  });
}

/** Returns an element's style attribute: values by property. */
export function inlineStyle(element: Element): ReadonlyMap<string, string> {
  const declarations = parseDeclarations(element.getAttribute('style') ?? '');
  return new Map(declarations.map(({ property, value }) => [property, value]));
}

interface ValuePart {
  readonly type: CssNode['type'];
  readonly text: string;
}

/** Splits a value into its words, functions, strings and operators; empty if it is invalid. */
export function valueParts(value: string): readonly ValuePart[] {
  try {
    const parsed = parse(value, { context: 'value', positions: true });
    if (parsed.type !== 'Value') return [];
    return parsed.children.toArray().map((node) => ({
      type: node.type,
      text: sourceOf(node, value),
    }));
  } catch {
    return [];
  }
}

/** Returns the source of a node that was parsed with `positions: true`, without comments. */
export function sourceOf({ loc }: CssNode, css: string): string {
  return loc ? withoutComments(css.slice(loc.start.offset, loc.end.offset)).trim() : '';
}

function withoutComments(css: string): string {
  if (!css.includes('/*')) return css;
  const kept: string[] = [];
  tokenize(css, (type, start, end) => {
    if (type !== tokenTypes.Comment) kept.push(css.slice(start, end));
  });
  return kept.join('');
}

/** The longhands of a shorthand that the checks ask for. */
const LONGHANDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['background', ['background-color']],
  ['font', ['font-size', 'line-height', 'font-weight']],
]);

const CSS_WIDE_KEYWORD = /^(?:inherit|initial|unset|revert|revert-layer)$/i;

function expandShorthand(declaration: Declaration): readonly Declaration[] {
  const { property, value } = declaration;
  const longhands = LONGHANDS.get(property);
  if (!longhands) return [declaration];
  const values = property === 'font' ? fontValues(value) : [backgroundColor(value)];
  const all = CSS_WIDE_KEYWORD.test(value) ? longhands.map(() => value) : values;
  return all.map((each, index) => ({
    ...declaration,
    property: longhands[index] ?? property,
    value: each,
  }));
}

function backgroundColor(value: string): string {
  const isColor = ({ text }: ValuePart) =>
    parseColor(text) !== undefined || /^currentcolor$/i.test(text);
  return valueParts(value).find(isColor)?.text ?? 'transparent';
}

const SIZE_WORD = /^(?:x{0,2}-?small|medium|x{0,3}-?large|smaller|larger)$/i;

/** Size, line height and weight; none of them where there is no size, as in `font: caption`. */
function fontValues(value: string): readonly string[] {
  const parts = valueParts(value);
  const at = parts.findIndex(
    ({ type, text }) => type === 'Dimension' || type === 'Percentage' || SIZE_WORD.test(text),
  );
  const [size, slash, line] = at < 0 ? [] : parts.slice(at);
  if (!size) return [];
  const weight = parts
    .slice(0, at)
    .find(({ type, text }) => type === 'Number' || /^(?:bold|bolder|lighter)$/i.test(text));
  const lineHeight = slash?.text === '/' ? line?.text : undefined;
  return [size.text, lineHeight ?? 'normal', weight?.text ?? 'normal'];
}
