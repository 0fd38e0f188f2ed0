import { readCascade, type Declared } from '../../css/cascade.ts';
import { parseColor, toCss, WHITE } from '../../css/color.ts';
import { computedStyles } from '../../css/computed.ts';
import { repaintBackground, repaintText, type Repaint } from '../../css/dark-modes.ts';
import { valueParts } from '../../css/declarations.ts';

/** As the checks compute the colours. */
const VIEWPORT = { width: 640, dark: false };
const BORDER = /^border(?:-(?:top|right|bottom|left))?(?:-color)?$/;

/** Gives every element the colours that a mail program would change its colours to. */
export function repaintLetter(document: Document, repaint: Repaint): void {
  const declared = readCascade(document)(VIEWPORT);
  const styleOf = computedStyles(document, VIEWPORT, declared);
  // Everything is read before anything is written: colours are inherited.
  const painted = Array.from(document.querySelectorAll('html, body, body *'), (element) => {
    const color = toCss(repaintText(styleOf(element).color, repaint));
    return { element, paint: [`color:${color}`, ...paintOf(declared(element), repaint)] };
  });
  for (const { element, paint } of painted) {
    const own = element.getAttribute('style') ?? '';
    element.setAttribute('style', [own, ...paint.map((each) => `${each} !important`)].join(';'));
  }
  paintCanvas(document, declared, repaint);
}

/** Returns an element's background and borders, repainted; borders are repainted like text. */
function paintOf(declared: Declared, repaint: Repaint): readonly string[] {
  const ground = parseColor(declared.get('background-color') ?? '');
  const borders = Array.from(declared).flatMap(([property, value]) => {
    if (!BORDER.test(property)) return [];
    const colors = valueParts(value).flatMap(({ text }) => parseColor(text) ?? []);
    if (colors.length === 0) return [];
    const repainted = colors.map((color) => toCss(repaintText(color, repaint)));
    return [`${property.replace(/-color$/, '')}-color:${repainted.join(' ')}`];
  });
  return [
    ...(ground ? [`background-color:${toCss(repaintBackground(ground, repaint))}`] : []),
    ...borders,
  ];
}

/** Paints the canvas, as the mail program's own background, if the letter does not. */
function paintCanvas(
  document: Document,
  declared: (element: Element) => Declared,
  repaint: Repaint,
): void {
  const painted = Array.from(document.querySelectorAll('html, body')).some((element) => {
    const ground = parseColor(declared(element).get('background-color') ?? '');
    return ground !== undefined && ground.alpha > 0;
  });
  if (painted) return;
  const root = document.documentElement;
  const canvas = toCss(repaintBackground(WHITE, repaint));
  root.setAttribute('style', `${root.getAttribute('style') ?? ''};background-color:${canvas}`);
}
