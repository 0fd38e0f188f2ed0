/** The lines of a text, with what their surroundings say about them. */

/** One line of text; after unwrapping, one paragraph, item or other unit. */
export interface Line {
  /** Without white space around it, and with single spaces. */
  readonly text: string;
  /** The cells of a line with tabs. */
  readonly cells?: readonly string[];
  /** Its first and last line in the file. */
  readonly line: number;
  readonly last: number;
  /** How many columns it is indented. */
  readonly indent: number;
  /** Marked with [keep]: it is part of the story whatever it looks like. */
  readonly keep?: true;
}

const RULE = /^[\s*_=~·•–—-]+$/;
const KEEP = /\s*\[keep\]$/i;

/** Splits a text into its lines that are not empty. Rules ("* * *") are dropped like empty ones. */
export function readLines(text: string, firstLine: number): readonly Line[] {
  return text.split('\n').flatMap((raw, index) => readLine(raw, firstLine + index) ?? []);
}

function readLine(raw: string, line: number): Line | undefined {
  const text = raw.replace(/[ \t]+/g, ' ').trim();
  if (text === '' || RULE.test(text)) return undefined;
  const indent = columns(/^[ \t\u00a0\u3000]*/u.exec(raw)?.[0] ?? '');
  const whole = { line, last: line, indent };
  if (KEEP.test(text.slice(-12))) {
    const kept = text.slice(0, -6).trimEnd();
    return kept === '' ? undefined : { text: kept, ...whole, keep: true };
  }
  const cells = raw.includes('\t')
    ? raw
        .trim()
        .split('\t')
        .map((cell) => cell.trim())
    : [];
  return cells.length > 1 ? { text, cells, ...whole } : { text, ...whole };
}

function columns(space: string): number {
  return Array.from(space).reduce((sum, character) => sum + (character === '\t' ? 4 : 1), 0);
}

/** Returns whether no empty line, rule or taken line is between two lines. */
export function isAdjacent(line: Line | undefined, next: Line | undefined): boolean {
  return line !== undefined && next?.line === line.last + 1;
}
