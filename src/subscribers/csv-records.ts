import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';

/** One record of a CSV file, possibly of several lines, or why a line is no record. */
export type CsvRecord =
  | { readonly kind: 'record'; readonly line: number; readonly text: string }
  | { readonly kind: 'invalid'; readonly line: number; readonly reason: string };

interface CsvLine {
  readonly line: number;
  /** Undefined if the line was too long to keep. */
  readonly text: string | undefined;
}

const MAX_LINE_CHARACTERS = 100_000;
const MAX_RECORD_LINES = 100;

/** What a record is taken apart by. */
export interface RecordRules {
  /** The separator, known from the first record on. */
  readonly separator: () => string;
  /** Whether several lines make a record that can be read. */
  readonly isRecord: (text: string) => boolean;
}

/**
 * Splits CSV into records: an opening quote includes all lines up to the closing one. A quote that
 * is not closed within 100 lines, or closes in a place where the lines make no record, costs its own
 * line and no other.
 */
export async function* csvRecords(source: Readable, rules: RecordRules): AsyncGenerator<CsvRecord> {
  const open: CsvLine[] = [];
  for await (const line of readLines(source)) {
    open.push(line);
    yield* takeRecords(open, false, rules);
  }
  yield* takeRecords(open, true, rules);
}

function* takeRecords(
  open: CsvLine[],
  atEnd: boolean,
  { separator, isRecord }: RecordRules,
): Generator<CsvRecord> {
  for (let first = open[0]; first; first = open[0]) {
    const { line, text } = first;
    const end = lastLineOfRecord(open, separator());
    if (text === undefined) {
      open.shift();
      yield { kind: 'invalid', line, reason: `is longer than ${MAX_LINE_CHARACTERS} characters` };
    } else if (end !== undefined) {
      const whole = open.slice(0, end + 1).map((each) => each.text);
      const record = whole.join('\n');
      if (end > 0 && !isRecord(record)) {
        open.shift();
        yield { kind: 'invalid', line, reason: 'has an unclosed quote' };
      } else {
        open.splice(0, end + 1);
        if (end > 0 || text.trim() !== '') yield { kind: 'record', line, text: record };
      }
    } else if (atEnd || open.length >= MAX_RECORD_LINES) {
      open.shift();
      yield { kind: 'invalid', line, reason: 'has an unclosed quote' };
    } else return;
  }
}

/** Returns the index of the first line that ends outside quotes; undefined if there is none yet. */
function lastLineOfRecord(open: readonly CsvLine[], separator: string): number | undefined {
  let inQuotes = false;
  for (const [index, { text }] of open.entries()) {
    if (text === undefined) return undefined;
    inQuotes = endsInQuotes(text, inQuotes, separator);
    if (!inQuotes) return index;
  }
  return undefined;
}

/** Whether a line ends inside a quoted value. Only a quote at the start of a value opens one. */
function endsInQuotes(text: string, inQuotes: boolean, separator: string): boolean {
  if (!text.includes('"')) return inQuotes;
  let open = inQuotes;
  let atStart = !inQuotes;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (open && character === '"') {
      if (text[index + 1] === '"') index++;
      else open = false;
    } else if (!open) {
      open = atStart && character === '"';
      atStart = character === separator || (atStart && (character === ' ' || character === '\t'));
    }
  }
  return open;
}

/** Reads the lines of a stream in UTF-8 or UTF-16, with any kind of line break. */
async function* readLines(source: Readable): AsyncGenerator<CsvLine> {
  let decoder: TextDecoder | undefined;
  let line = 1;
  let rest = '';
  let tooLong = false;
  const finish = (text: string): CsvLine => {
    const finished = {
      line: line++,
      text: tooLong || text.length > MAX_LINE_CHARACTERS ? undefined : text,
    };
    tooLong = false;
    return finished;
  };
  for await (const chunk of source as AsyncIterable<Uint8Array>) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    const text = rest + decoder.decode(chunk, { stream: true });
    // A CR at the very end may be the first half of a CRLF.
    const lines = text.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const each of lines) yield finish(each);
    if (rest.length > MAX_LINE_CHARACTERS && !rest.endsWith('\r')) {
      tooLong = true;
      rest = '';
    }
  }
  rest += decoder?.decode() ?? '';
  if (rest !== '' || tooLong) yield finish(rest.replace(/\r$/, ''));
}

function encodingOf(chunk: Uint8Array): string {
  const [first, second] = chunk;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Without a BOM: a header is ASCII, so every other byte of it is 0.
  const start = chunk.subarray(0, 40);
  const zeros = (odd: number) => start.filter((byte, index) => byte === 0 && index % 2 === odd);
  if (zeros(1).length > start.length / 4) return 'utf-16le';
  return zeros(0).length > start.length / 4 ? 'utf-16be' : 'utf-8';
}
