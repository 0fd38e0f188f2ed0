import { cascade, type Declared } from '../../css/cascade.ts';
import { parseColor, toCss, WHITE } from '../../css/color.ts';
import { stylesOf } from '../../css/computed.ts';
import { splitOutside } from '../../css/css.ts';
import { repaintGround, repaintText, type Repaint } from '../../css/dark-modes.ts';

/** As the checks compute the colours. */
const VIEWPORT = { width: 640, dark: false };
const BORDER = /^border(?:-(?:top|right|bottom|left))?(?:-color)?$/;

/** Gives every element the colours that a mail program makes of its own. */
export function repaintLetter(document: Document, repaint: Repaint): void {
  const declared = cascade(document, VIEWPORT);
  const styleOf = stylesOf(document, VIEWPORT, declared);
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
    const colors = splitOutside(value, ' ').flatMap((part) => parseColor(part) ?? []);
    if (colors.length === 0) return [];
    const repainted = colors.map((color) => toCss(repaintText(color, repaint)));
    return [`${property.replace(/-color$/, '')}-color:${repainted.join(' ')}`];
  });
  return [
    ...(ground ? [`background-color:${toCss(repaintGround(ground, repaint))}`] : []),
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
    return ground !== undefined && ground.a > 0;
  });
  if (painted) return;
  const root = document.documentElement;
  const canvas = toCss(repaintGround(WHITE, repaint));
  root.setAttribute('style', `${root.getAttribute('style') ?? ''};background-color:${canvas}`);
}
