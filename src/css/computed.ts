import { readCascade, type Cascade, type Declared } from './cascade.ts';
import { BLACK, over, parseColor, TRANSPARENT, WHITE, type Color } from './color.ts';
import { fontSizeOf, isBold, lineHeightOf, NORMAL_LINE, type LineHeight } from './font.ts';
import type { Viewport } from './media.ts';
import type { StyleSheet } from './style-sheet.ts';

/** The computed style of an element, as far as the checks need it. */
export interface Style {
  readonly color: Color;
  /** The product of its own opacity and its ancestors', from 0 to 1. */
  readonly opacity: number;
  /** What is behind its text: the backgrounds of its ancestors over each other. Opaque. */
  readonly background: Color;
  /** In px. */
  readonly fontSize: number;
  readonly lineHeight: LineHeight;
  readonly bold: boolean;
  readonly align: string;
  readonly direction: string;
  /** Neither the element nor anything in it can be seen. */
  readonly hidden: boolean;
}

/** Returns the computed style of any element of a document. */
export type StyleOf = (element: Element) => Style;

/**
 * Computes the styles of a document at any viewport, without a browser. Matches its rules at the
 * first call, and computes each viewport once.
 */
export function documentStyles(
  document: Document,
  sheets: readonly StyleSheet[],
): (viewport: Viewport) => StyleOf {
  const known = new Map<string, StyleOf>();
  let cascadeAt: ((viewport: Viewport) => Cascade) | undefined;
  return (viewport) => {
    const key = `${viewport.width} ${viewport.dark}`;
    cascadeAt ??= readCascade(document, sheets);
    const styleOf = known.get(key) ?? computedStyles(document, viewport, cascadeAt(viewport));
    known.set(key, styleOf);
    return styleOf;
  };
}

/** Computes the styles of a document from its cascade at a viewport. */
export function computedStyles(document: Document, viewport: Viewport, declared: Cascade): StyleOf {
  const known = new Map<Element, Style>();
  const { root, link } = viewport.dark && supportsDark(document) ? DARK_PAGE : LIGHT_PAGE;
  const styleOf = (element: Element): Style => {
    const found = known.get(element);
    if (found) return found;
    const parent = element.parentElement;
    const style = compute(element, declared(element), parent ? styleOf(parent) : root, link);
    known.set(element, style);
    return style;
  };
  return styleOf;
}

/** What browsers give the root and links of a page, and of one that supports dark mode. */
const LIGHT_ROOT: Style = {
  color: BLACK,
  opacity: 1,
  background: WHITE,
  fontSize: 16,
  lineHeight: NORMAL_LINE,
  bold: false,
  align: 'start',
  direction: 'ltr',
  hidden: false,
};
const LIGHT_PAGE = { root: LIGHT_ROOT, link: bytes(0, 0, 238) };
const DARK_PAGE = {
  root: { ...LIGHT_ROOT, color: WHITE, background: bytes(18, 18, 18) },
  link: bytes(158, 158, 255),
};

function bytes(r: number, g: number, b: number): Color {
  return { mode: 'rgb', r: r / 255, g: g / 255, b: b / 255, alpha: 1 };
}

function supportsDark(document: Document): boolean {
  const meta = document.querySelector('meta[name="color-scheme"]');
  return /\bdark\b/.test(meta?.getAttribute('content') ?? '');
}

const NEVER_SHOWN = ['HEAD', 'STYLE', 'SCRIPT', 'TITLE', 'TEMPLATE'];

function compute(element: Element, own: Declared, parent: Style, link: Color): Style {
  const tag = element.tagName;
  const background = parseColor(own.get('background-color') ?? '') ?? TRANSPARENT;
  const opacity = parent.opacity * opacityOf(own);
  const fontSize = fontSizeOf(tag, own.get('font-size'), parent.fontSize);
  return {
    color: colorOf(element, own.get('color'), parent.color, link),
    opacity,
    background: over({ ...background, alpha: background.alpha * opacity }, parent.background),
    fontSize,
    lineHeight: lineHeightOf(own.get('line-height'), fontSize, parent.lineHeight),
    bold: isBold(tag, own.get('font-weight'), parent.bold),
    align: alignOf(tag, own.get('text-align'), parent),
    direction: own.get('direction')?.toLowerCase() ?? parent.direction,
    hidden: parent.hidden || NEVER_SHOWN.includes(tag) || isHidden(own),
  };
}

function colorOf(element: Element, value: string | undefined, parent: Color, link: Color): Color {
  const color = parseColor(value ?? '');
  if (color) return color;
  const isLink = element.tagName === 'A' && element.hasAttribute('href');
  return isLink && value === undefined ? link : parent;
}

function opacityOf(own: Declared): number {
  const opacity = parseFloat(own.get('opacity') ?? '1');
  return Number.isNaN(opacity) ? 1 : Math.min(1, Math.max(0, opacity));
}

function alignOf(tag: string, value: string | undefined, parent: Style): string {
  if (value !== undefined && value !== 'inherit') return value.toLowerCase();
  return tag === 'CENTER' || (tag === 'TH' && value === undefined) ? 'center' : parent.align;
}

function isHidden(own: Declared): boolean {
  const is = (property: string, value: RegExp) => value.test(own.get(property) ?? '');
  return (
    is('display', /^none$/i) ||
    is('visibility', /^(?:hidden|collapse)$/i) ||
    opacityOf(own) === 0 ||
    (is('overflow', /^hidden$/i) && (is('max-height', /^0/) || is('height', /^0(?:px)?$/)))
  );
}
