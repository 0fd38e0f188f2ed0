/** The bytes of a story's file, taken apart so that a change touches no line but its own. */

/** A line of a file, with the line break that ends it there; '' at the end of the file. */
export interface RawLine {
  readonly text: string;
  readonly end: string;
}

export interface FrontLines {
  readonly open: RawLine;
  readonly yaml: readonly RawLine[];
  readonly close: RawLine;
  /** The empty line between front matter and text, if there is one. */
  readonly gap?: RawLine;
}

export interface StoryLayout {
  /** The byte order mark, or ''. */
  readonly mark: string;
  /** The line break that most lines of the file have. */
  readonly lineBreak: '\n' | '\r\n';
  readonly front?: FrontLines;
  readonly body: readonly RawLine[];
}

const MARK = '\ufeff';
/** What decodeArticle takes for a line break, so that lines have the numbers that problems name. */
const LINE = /([^\n\r\v\f\u0085\u2028\u2029]*)(\r\n|[\n\r\v\f\u0085\u2028\u2029]|$)/gy;
const CLOSING = /^(---|\.\.\.)\s*$/;

/** Takes the text of a file apart; undefined if the bytes are not UTF-8. */
export function layoutOf(bytes: Uint8Array): StoryLayout | undefined {
  const text = decode(bytes);
  if (text === undefined) return undefined;
  const mark = text.startsWith(MARK) ? MARK : '';
  const lines = rawLines(text.slice(mark.length));
  const breaks = lines.filter(({ end }) => end === '\r\n').length;
  const lineBreak = breaks * 2 > lines.length - 1 ? '\r\n' : '\n';
  return { mark, lineBreak, ...split(lines) };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function rawLines(text: string): readonly RawLine[] {
  const lines: RawLine[] = [];
  for (const [, words = '', end = ''] of text.matchAll(LINE)) {
    lines.push({ text: words, end });
    if (end === '') break;
  }
  return lines;
}

/** Separates front matter as splitFrontMatter does. */
function split(lines: readonly RawLine[]): Pick<StoryLayout, 'front' | 'body'> {
  const [open, ...rest] = lines;
  const end = rest.findIndex(({ text }) => CLOSING.test(text));
  const close = rest[end];
  if (open?.text.trimEnd() !== '---' || !close) return { body: lines };
  const [gap, ...below] = rest.slice(end + 1);
  const front = { open, yaml: rest.slice(0, end), close };
  // An empty line at the end of the file is the end of the line before it.
  return gap?.text.trim() === '' && gap.end !== ''
    ? { front: { ...front, gap }, body: below }
    : { front, body: rest.slice(end + 1) };
}

/** Returns the bytes of a file; what was taken apart and not changed comes out as it was. */
export function bytesOf({ mark, lineBreak, front, body }: StoryLayout): Buffer {
  const above = front
    ? [front.open, ...front.yaml, front.close, ...(front.gap ? [front.gap] : [])]
    : [];
  const written: string[] = [];
  let below = '';
  for (const { text, end } of [...above, ...body].toReversed()) {
    // A line that was the last of the file has no line break yet.
    const isUnended = end === '' && written.length > 0;
    // A CR and the LF of an empty line below it would be one line break.
    const joins = end === '\r' && below.startsWith('\n');
    below = text + (isUnended || joins ? lineBreak : end);
    written.push(below);
  }
  return Buffer.from(mark + written.toReversed().join(''));
}

/** Returns lines as a text with "\n" between them. */
export function textOf(lines: readonly RawLine[]): string {
  return lines.map(({ text }) => text).join('\n');
}

/** Returns the line of the file on which the body starts, from 1. */
export function bodyLineOf({ front }: StoryLayout): number {
  return front ? front.yaml.length + (front.gap ? 4 : 3) : 1;
}

/** Returns a layout with another body; lines that are in both keep their line breaks. */
export function withBody(layout: StoryLayout, text: string): StoryLayout {
  const { front } = layout;
  const body = spliced(layout.body, linesIn(text), layout.lineBreak);
  const last = body.at(-1);
  const whole = last ? [...body.slice(0, -1), { ...last, end: '' }] : body;
  // Read again, an empty line at the top of the body would be the gap.
  const needsGap = front && !front.gap && whole.length > 1 && whole[0]?.text.trim() === '';
  return needsGap
    ? { ...layout, front: { ...front, gap: emptyLine(layout) }, body: whole }
    : { ...layout, body: whole };
}

/** Returns a layout with other front matter; without any, its "---" lines go as well. */
export function withYaml(layout: StoryLayout, yaml: string): StoryLayout {
  const { front, body, lineBreak } = layout;
  const lines = yaml === '' ? [] : linesIn(yaml);
  if (lines.every((line) => line.trim() === '')) {
    if (!front || front.yaml.length === 0) return layout;
    // A rule at the top of the body would be taken for the start of front matter.
    if (body[0]?.text.trimEnd() !== '---') return { ...layoutWithoutFront(layout) };
  }
  const rule = { text: '---', end: lineBreak };
  const frame = front ?? { open: rule, yaml: [], close: rule, gap: emptyLine(layout) };
  const kept = spliced(frame.yaml, lines, lineBreak);
  return { ...layout, front: { ...frame, yaml: kept } };
}

function layoutWithoutFront({ mark, lineBreak, body }: StoryLayout): StoryLayout {
  return { mark, lineBreak, body };
}

function emptyLine({ lineBreak }: StoryLayout): RawLine {
  return { text: '', end: lineBreak };
}

function linesIn(text: string): readonly string[] {
  return rawLines(text).map((line) => line.text);
}

/** Returns new lines, of which those at both ends that were there before stay as they were. */
function spliced(
  before: readonly RawLine[],
  after: readonly string[],
  lineBreak: string,
): readonly RawLine[] {
  const least = Math.min(before.length, after.length);
  let top = 0;
  while (top < least && before[top]?.text === after[top]) top++;
  let end = 0;
  while (end < least - top && before.at(-1 - end)?.text === after.at(-1 - end)) end++;
  const between = after.slice(top, after.length - end).map((text) => ({ text, end: lineBreak }));
  return [...before.slice(0, top), ...between, ...before.slice(before.length - end)];
}
