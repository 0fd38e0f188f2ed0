/**
 * What the audit asks of a page: functions that run in it. They share nothing with src/check/, so
 * that a fault in one does not hide a fault in the other.
 */

export interface Measured {
  readonly text: string;
  readonly fontSize: number;
  readonly lineHeight: number;
  readonly align: string;
  readonly rtl: boolean;
  /** Of its longest line. */
  readonly characters: number;
}

/** How each of the texts of a story is set; a text that is not shown is left out. */
export function measureTexts(texts: readonly string[]): readonly Measured[] {
  // The numbers of footnotes are not part of the texts.
  for (const number of document.querySelectorAll('sup')) number.remove();
  const folded = (text: string) => text.replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
  const holds = (element: Element, text: string) =>
    folded(element.textContent).includes(folded(text));
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  /** The characters of the longest line: those whose boxes lie at the same height. */
  const longestLine = (element: Element) => {
    const lines: { middle: number; characters: number }[] = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const { segment, index } of graphemes.segment(node.nodeValue ?? '')) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + segment.length);
        const [box] = range.getClientRects();
        if (!box || box.width === 0) continue;
        const middle = (box.top + box.bottom) / 2;
        const line = lines.find((each) => Math.abs(each.middle - middle) < box.height / 2);
        if (line) line.characters += 1;
        else lines.push({ middle, characters: 1 });
      }
    }
    return Math.max(0, ...lines.map(({ characters }) => characters));
  };
  return texts.flatMap((text) => {
    const element = Array.from(document.body.querySelectorAll('*'))
      .filter((each) => each.checkVisibility() && holds(each, text))
      .at(-1);
    if (!element) return [];
    const style = getComputedStyle(element);
    return [
      {
        text: text.slice(0, 30),
        fontSize: parseFloat(style.fontSize),
        lineHeight: parseFloat(style.lineHeight) / parseFloat(style.fontSize),
        align: style.textAlign,
        rtl: style.direction === 'rtl',
        characters: longestLine(element),
      },
    ];
  });
}

/** What can be seen and is smaller than 14 px. */
export function smallText(): readonly string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const words = node.nodeValue?.trim() ?? '';
    if (!parent?.checkVisibility() || words === '' || parent.closest('style')) continue;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (size < 14) found.push(`${size} px: ${words.slice(0, 40)}`);
  }
  return found;
}

export interface Target {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly button: boolean;
  readonly inSentence: boolean;
}

export function measureTargets(): readonly Target[] {
  const opaque = (color: string) => !color.endsWith(', 0)');
  const drawn = ({ borderTopStyle, borderLeftStyle, backgroundColor }: CSSStyleDeclaration) =>
    (borderTopStyle !== 'none' && borderLeftStyle !== 'none') || opaque(backgroundColor);
  const links = Array.from(document.body.querySelectorAll<HTMLAnchorElement>('a[href]'));
  return links
    .filter((link) => link.checkVisibility())
    .map((link) => {
      const style = getComputedStyle(link);
      const cell = link.parentElement;
      const inButtonCell =
        cell?.matches('td[role=presentation]') === true &&
        cell.childElementCount === 1 &&
        drawn(getComputedStyle(cell));
      const block = link.closest('p, li, td, div, blockquote, h1, h2, h3');
      const linked = Array.from(block?.querySelectorAll('a') ?? [], (each) => each.textContent);
      const letters = (text: string) => text.match(/\p{L}/gu)?.length ?? 0;
      const around = letters(block?.textContent ?? '') - letters(linked.join(''));
      const boxes = [link, ...link.querySelectorAll('img')].map((e) => e.getBoundingClientRect());
      return {
        name: link.textContent.trim() || (link.querySelector('img')?.alt ?? ''),
        width: Math.max(...boxes.map(({ width }) => width)),
        height: Math.max(...boxes.map(({ height }) => height)),
        button: style.display !== 'inline' && (drawn(style) || inButtonCell),
        inSentence: style.display === 'inline' && around >= 20,
      };
    });
}

/** How far the letter can be scrolled sideways, and what reaches out of it. */
export function sideways(): { readonly by: number; readonly what: readonly string[] } {
  const root = document.documentElement;
  const by = root.scrollWidth - root.clientWidth;
  const out = Array.from(document.body.querySelectorAll('*')).filter((each) => {
    const { left, right, width } = each.getBoundingClientRect();
    return width > 0 && (right > root.clientWidth + 0.5 || left < -0.5);
  });
  const what = by > 0 ? out.slice(-3).map((each) => each.outerHTML.slice(0, 150)) : [];
  return { by, what };
}

/** Turns colours over as mail programs do: those of light grounds and dark texts, or all. */
export function turnColors(all: boolean): void {
  const turned = (color: string, wanted: (lightness: number) => boolean) => {
    const [r = 0, g = 0, b = 0, a = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
    const [max, min] = [Math.max(r, g, b) / 255, Math.min(r, g, b) / 255];
    const lightness = (max + min) / 2;
    if (a === 0 || !wanted(lightness)) return null;
    const chroma = max - min;
    const saturation = chroma === 0 ? 0 : chroma / (1 - Math.abs(2 * lightness - 1));
    const [red, green, blue] = [r / 255, g / 255, b / 255];
    const sector =
      max === red
        ? (green - blue) / (chroma || 1)
        : max === green
          ? (blue - red) / (chroma || 1) + 2
          : (red - green) / (chroma || 1) + 4;
    return `hsl(${sector * 60} ${saturation * 100}% ${(1 - lightness) * 100}% / ${a})`;
  };
  const plans = Array.from(document.querySelectorAll<HTMLElement>('html, body, body *'), (each) => {
    const { color, backgroundColor } = getComputedStyle(each);
    return {
      each,
      text: turned(color, (lightness) => all || lightness < 0.5),
      ground: turned(backgroundColor, (lightness) => all || lightness > 0.5),
    };
  });
  document.documentElement.style.setProperty('background-color', '#000', 'important');
  for (const { each, text, ground } of plans) {
    if (text !== null) each.style.setProperty('color', text, 'important');
    if (ground !== null) each.style.setProperty('background-color', ground, 'important');
  }
}
