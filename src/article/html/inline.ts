/** Turns a run of inline nodes into rich text. */
import type { Inline, RichText } from '../rich-text.ts';
import { leftOutReason } from './furniture.ts';
import { linkTarget } from './links.ts';
import {
  cleaned,
  isBlock,
  isControl,
  isElement,
  isEmbed,
  isSkipped,
  isText,
  shownText,
} from './tags.ts';

export type Mark =
  | { readonly kind: 'link'; readonly url: string; readonly from: Element }
  | { readonly kind: 'strong' }
  | { readonly kind: 'emphasis' }
  | { readonly kind: 'code' };

/** What reading inline nodes needs to know of the page, and where it says what it left out. */
export interface InlineReader {
  readonly base: string | undefined;
  /** The labels of anchors that refer to a footnote. */
  readonly references: ReadonlyMap<Element, string>;
  /** Anchors that lead back from a footnote. */
  readonly backLinks: ReadonlySet<Element>;
  readonly leaveOut: (text: string, reason: string) => void;
}

type Run =
  | { readonly kind: 'text'; readonly text: string; readonly marks: readonly Mark[] }
  | { readonly kind: 'break' }
  | { readonly kind: 'footnote'; readonly label: string };

/**
 * Reads inline nodes as paragraphs: two line breaks in a row begin a new one. White space is
 * folded, marks that touch are joined. No paragraph is empty.
 */
export function readInline(
  nodes: readonly Node[],
  reader: InlineReader,
  marks: readonly Mark[] = [],
): readonly RichText[] {
  const runs = nodes.flatMap((node) => runsOf(node, marks, reader));
  return splitAtBreaks(runs)
    .map((paragraph) => build(fold(paragraph)))
    .filter((rich) => rich.some(({ kind }) => kind !== 'break'));
}

/** Reads inline nodes as one text; two line breaks in a row are one. */
export function readInlineText(nodes: readonly Node[], reader: InlineReader): RichText {
  return joinTexts(readInline(nodes, reader));
}

/** Joins texts with line breaks. */
export function joinTexts(texts: readonly RichText[]): RichText {
  return texts.flatMap((text, index) =>
    index === 0 ? text : [{ kind: 'break' } as const, ...text],
  );
}

/** Blocks in a cell or an item of a list are paragraphs of their own. */
const GAP: readonly Run[] = [{ kind: 'break' }, { kind: 'break' }];

function runsOf(node: Node, marks: readonly Mark[], reader: InlineReader): readonly Run[] {
  if (isText(node)) return [{ kind: 'text', text: cleaned(node.data), marks }];
  if (!isElement(node) || isSkipped(node)) return [];
  const { tagName } = node;
  if (tagName === 'BR') return [{ kind: 'break' }];
  if (tagName === 'IMG') return emoji(node, marks);
  const label = reader.references.get(node);
  if (label !== undefined) return [{ kind: 'footnote', label }];
  if (reader.backLinks.has(node)) return [];
  const reason = inlineReason(node);
  if (reason !== undefined) {
    const text = shownText(node);
    if (text !== '') reader.leaveOut(text, reason);
    return [{ kind: 'text', text: ' ', marks }];
  }
  const inner = marksInside(node, marks, reader.base);
  const runs = Array.from(node.childNodes).flatMap((child) => runsOf(child, inner, reader));
  return isBlock(node) ? [...GAP, ...runs, ...GAP] : decorated(tagName, runs, inner);
}

/** Why an inline element has no place in a sentence of a story. */
function inlineReason(element: Element): string | undefined {
  if (isEmbed(element)) return 'a video or another embed';
  if (isControl(element)) return 'a button or a field of a form';
  if (element.tagName === 'SVG') return 'a drawing';
  if (isStruck(element)) return 'struck through';
  return leftOutReason(element);
}

function isStruck(element: Element): boolean {
  if (['DEL', 'S', 'STRIKE'].includes(element.tagName)) return true;
  return /text-decoration[^;]*line-through/i.test(styleOf(element));
}

function styleOf(element: Element): string {
  return (element.getAttribute('style') ?? '').slice(0, 2000);
}

const STRONG = new Set(['B', 'STRONG']);
const EMPHASIS = new Set(['I', 'EM', 'CITE', 'DFN', 'VAR']);
const CODE = new Set(['CODE', 'KBD', 'SAMP', 'TT']);

/** The marks inside an element. Editors write bold as a style, and undo it with one. */
export function marksInside(
  element: Element,
  marks: readonly Mark[],
  base: string | undefined,
): readonly Mark[] {
  const { tagName } = element;
  const style = styleOf(element);
  const weight = /(?:^|[;\s])font-weight\s*:\s*(\w+)/i.exec(style)?.[1]?.toLowerCase();
  const slant = /(?:^|[;\s])font-style\s*:\s*(\w+)/i.exec(style)?.[1]?.toLowerCase();
  const isStrong =
    weight === undefined ? STRONG.has(tagName) : /^(?:bold(?:er)?|[6-9]00)$/.test(weight);
  const isEmphasis =
    slant === undefined ? EMPHASIS.has(tagName) : slant === 'italic' || slant === 'oblique';
  const url = tagName === 'A' ? linkTarget(element, base) : undefined;
  return [
    ...marks,
    ...(url === undefined ? [] : [{ kind: 'link', url, from: element } as const]),
    ...(isStrong ? [{ kind: 'strong' } as const] : []),
    ...(isEmphasis ? [{ kind: 'emphasis' } as const] : []),
    ...(CODE.has(tagName) ? [{ kind: 'code' } as const] : []),
  ];
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

/** What an element adds to its text: quotation marks, raised digits, brackets. */
function decorated(tagName: string, runs: readonly Run[], marks: readonly Mark[]): readonly Run[] {
  if (tagName === 'Q')
    return [{ kind: 'text', text: '“', marks }, ...runs, { kind: 'text', text: '”', marks }];
  const digits = tagName === 'SUP' ? SUPERSCRIPTS : tagName === 'SUB' ? SUBSCRIPTS : undefined;
  if (digits === undefined || !runs.every(isDigits)) return runs;
  return runs.map((run) =>
    run.kind === 'text'
      ? { ...run, text: run.text.replace(/\d/g, (digit) => digits[Number(digit)] ?? digit) }
      : run,
  );
}

function isDigits(run: Run): boolean {
  return run.kind === 'text' && /^\s*\d*\s*$/.test(run.text);
}

/** A small picture that stands for a character. Other pictures are blocks. */
function emoji(image: Element, marks: readonly Mark[]): readonly Run[] {
  const alt = image.getAttribute('alt') ?? '';
  return isEmoji(image) ? [{ kind: 'text', text: alt, marks }] : [];
}

/** Returns whether the alternative text of an image is an emoji and nothing else. */
export function isEmoji(image: Element): boolean {
  return /^\p{Extended_Pictographic}[\p{Extended_Pictographic}\p{M}\u200d\p{Emoji_Modifier}]*$/u.test(
    image.getAttribute('alt') ?? '',
  );
}

function splitAtBreaks(runs: readonly Run[]): readonly (readonly Run[])[] {
  const paragraphs: Run[][] = [[]];
  let breaks = 0;
  for (const run of runs) {
    const blank = run.kind === 'text' && /^[ \t\n\r\f]*$/.test(run.text);
    if (run.kind === 'break') breaks++;
    else if (!blank) {
      if (breaks >= 2) paragraphs.push([]);
      else if (breaks === 1 && paragraphs.at(-1)?.length !== 0)
        paragraphs.at(-1)?.push({ kind: 'break' });
      breaks = 0;
    }
    if (run.kind !== 'break' && (!blank || breaks === 0)) paragraphs.at(-1)?.push(run);
  }
  return paragraphs;
}

/** Folds white space over the borders of runs, and takes it off at the ends and around breaks. */
function fold(runs: readonly Run[]): readonly Run[] {
  const done: Run[] = [];
  let atStart = true;
  let atSpace = false;
  for (const run of runs) {
    if (run.kind !== 'text') {
      if (run.kind === 'break') trimEnd(done);
      done.push(run);
      atStart = run.kind === 'break';
      atSpace = false;
      continue;
    }
    const spaced = run.text.replace(/[ \t\n\r\f]+/g, ' ');
    const text: string = atStart
      ? spaced.replace(/^[ \u00a0]+/, '')
      : spaced.replace(atSpace ? /^ / : '', '');
    if (text === '') continue;
    atStart = false;
    atSpace = text.endsWith(' ');
    done.push({ ...run, text });
  }
  trimEnd(done);
  return done.flatMap(withoutOuterSpace);
}

function trimEnd(runs: Run[]): void {
  for (let last = runs.at(-1); last; last = runs.at(-1)) {
    if (last.kind === 'footnote') return;
    const text = last.kind === 'text' ? last.text.trimEnd() : '';
    runs.pop();
    if (text === '') continue;
    if (last.kind === 'text') runs.push({ ...last, text });
    return;
  }
}

/** Moves the space at the ends of a marked run out of its marks. */
function withoutOuterSpace(run: Run, index: number, runs: readonly Run[]): readonly Run[] {
  if (run.kind !== 'text' || run.marks.length === 0) return [run];
  const [, before = '', middle = '', after = ''] = /^( ?)([^]*?)( ?)$/.exec(run.text) ?? [];
  const shared = (other: Run | undefined) =>
    other?.kind === 'text' ? commonMarks(run.marks, other.marks) : [];
  return [
    { kind: 'text' as const, text: before, marks: shared(runs[index - 1]) },
    { kind: 'text' as const, text: middle, marks: run.marks },
    { kind: 'text' as const, text: after, marks: shared(runs[index + 1]) },
  ].filter(({ text }) => text !== '');
}

function commonMarks(marks: readonly Mark[], others: readonly Mark[]): readonly Mark[] {
  return marks.filter((mark) => others.some((other) => isSame(mark, other)));
}

function isSame(a: Mark, b: Mark): boolean {
  return a.kind === b.kind && (a.kind !== 'link' || (b.kind === 'link' && a.url === b.url));
}

const OUTER_FIRST = ['link', 'strong', 'emphasis', 'code'] as const;

/** Nests the marks of runs: at each place, the mark that reaches furthest is outside. */
function build(runs: readonly Run[]): RichText {
  const rich: Inline[] = [];
  let start = 0;
  while (start < runs.length) {
    const outer = outermost(runs, start);
    const end = outer ? outer.end : start + 1;
    if (outer) {
      const inside = runs.slice(start, end).map((run) => without(run, outer.mark));
      rich.push(...wrapped(outer.mark, build(inside)));
    } else append(rich, runs[start]);
    start = end;
  }
  return rich;
}

function outermost(runs: readonly Run[], start: number): { mark: Mark; end: number } | undefined {
  const first = runs[start];
  if (first?.kind !== 'text') return undefined;
  const reached = OUTER_FIRST.flatMap((kind) => {
    const mark = first.marks.find((each) => each.kind === kind);
    return mark ? [{ mark, end: endOf(mark, runs, start) }] : [];
  });
  // Code has no marks inside it.
  const others = reached.filter(({ mark }) => mark.kind !== 'code');
  return (others.length > 0 ? others : reached).toSorted((a, b) => b.end - a.end)[0];
}

function endOf(mark: Mark, runs: readonly Run[], start: number): number {
  let end = start + 1;
  while (hasMark(runs[end], mark)) end++;
  return end;
}

function hasMark(run: Run | undefined, mark: Mark): boolean {
  return run?.kind === 'text' && run.marks.some((each) => isSame(each, mark));
}

function without(run: Run, mark: Mark): Run {
  if (run.kind !== 'text') return run;
  return { ...run, marks: run.marks.filter((each) => !isSame(each, mark)) };
}

function wrapped(mark: Mark, children: RichText): readonly Inline[] {
  if (mark.kind === 'code')
    return children.map((child) =>
      child.kind === 'text' ? { kind: 'code', text: child.text } : child,
    );
  return [
    mark.kind === 'link'
      ? { kind: 'link', url: mark.url, children }
      : { kind: mark.kind, children },
  ];
}

function append(rich: Inline[], run: Run | undefined): void {
  const last = rich.at(-1);
  if (run?.kind !== 'text') {
    if (run) rich.push(run);
  } else if (last?.kind === 'text')
    rich[rich.length - 1] = { kind: 'text', text: last.text + run.text };
  else rich.push({ kind: 'text', text: run.text });
}
