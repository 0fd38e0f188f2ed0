import { cascade, type Cascade, type Declared } from './cascade.ts';
import { BLACK, over, parseColor, TRANSPARENT, WHITE, type Color } from './color.ts';
import type { Viewport } from './media.ts';
import { fontSizeOf, isBold, lineHeightOf, NORMAL_LINE, type LineHeight } from './type.ts';

/** How an element looks, as far as the checks ask. */
export interface Style {
  readonly color: Color;
  /** Its own and that of everything around it, from 0 to 1. */
  readonly opacity: number;
  /** What is behind its text, all backgrounds of its ancestors laid over each other. */
  readonly ground: Color;
  /** In px. */
  readonly fontSize: number;
  readonly lineHeight: LineHeight;
  readonly bold: boolean;
  readonly align: string;
  readonly direction: string;
  /** It and what is in it cannot be seen. */
  readonly hidden: boolean;
}

/** The computed style of any element of a document, without a browser. */
export function stylesOf(
  document: Document,
  viewport: Viewport,
  declared: Cascade = cascade(document, viewport),
): (element: Element) => Style {
  const known = new Map<Element, Style>();
  const night = viewport.dark && isMadeForTheDark(document);
  const root = night ? NIGHT : DAY;
  const link = night ? NIGHT_LINK : DAY_LINK;
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

/** What a page begins with, and the colour of its links: dark where it says that it can be. */
const DAY: Style = {
  color: BLACK,
  opacity: 1,
  ground: WHITE,
  fontSize: 16,
  lineHeight: NORMAL_LINE,
  bold: false,
  align: 'start',
  direction: 'ltr',
  hidden: false,
};
const NIGHT: Style = { ...DAY, color: WHITE, ground: { r: 18, g: 18, b: 18, a: 1 } };
const DAY_LINK: Color = { r: 0, g: 0, b: 238, a: 1 };
const NIGHT_LINK: Color = { r: 158, g: 158, b: 255, a: 1 };

function isMadeForTheDark(document: Document): boolean {
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
    ground: over({ ...background, a: background.a * opacity }, parent.ground),
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
