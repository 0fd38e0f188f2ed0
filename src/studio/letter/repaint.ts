import { cascade, type Declared } from '../../css/cascade.ts';
import { parseColor, toCss, WHITE } from '../../css/color.ts';
import { stylesOf } from '../../css/computed.ts';
import { splitOutside } from '../../css/css.ts';
import { repaintGround, repaintText, type Repaint } from '../../css/dark-modes.ts';

/** As the gate computes the colours that it judges. */
const VIEWPORT = { width: 640, dark: false };
const BORDER = /^border(?:-(?:top|right|bottom|left))?(?:-color)?$/;

/** Gives every element the colours that a mail program makes of those it has. */
export function repaintLetter(document: Document, repaint: Repaint): void {
  const declared = cascade(document, VIEWPORT);
  const styleOf = stylesOf(document, VIEWPORT, declared);
  // All is read before anything is written: colours are inherited.
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

/** An element's own grounds and borders, repainted: a border stands in front, like text. */
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

/** Where nothing is painted, the program's own ground shows. */
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
