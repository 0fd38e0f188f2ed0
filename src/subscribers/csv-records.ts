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

/**
 * Splits CSV into records: an opening quote includes all lines up to the closing one. A quote that
 * is not closed within 100 lines makes only its own line invalid, not the rest of the file.
 */
export async function* csvRecords(source: Readable): AsyncGenerator<CsvRecord> {
  const open: CsvLine[] = [];
  for await (const line of readLines(source)) {
    open.push(line);
    yield* takeRecords(open, false);
  }
  yield* takeRecords(open, true);
}

function* takeRecords(open: CsvLine[], atEnd: boolean): Generator<CsvRecord> {
  for (let first = open[0]; first; first = open[0]) {
    const { line, text } = first;
    const end = lastLineOfRecord(open);
    if (text === undefined) {
      open.shift();
      yield { kind: 'invalid', line, reason: `is longer than ${MAX_LINE_CHARACTERS} characters` };
    } else if (end !== undefined) {
      const lines = open.splice(0, end + 1).map((each) => each.text);
      if (lines.length > 1 || text.trim() !== '')
        yield { kind: 'record', line, text: lines.join('\n') };
    } else if (atEnd || open.length >= MAX_RECORD_LINES) {
      open.shift();
      yield { kind: 'invalid', line, reason: 'has an unclosed quote' };
    } else return;
  }
}

/** Returns the index of the first line that ends outside quotes; undefined if there is none yet. */
function lastLineOfRecord(open: readonly CsvLine[]): number | undefined {
  let inQuotes = false;
  for (const [index, { text }] of open.entries()) {
    if (text === undefined) return undefined;
    inQuotes = endsInQuotes(text, inQuotes);
    if (!inQuotes) return index;
  }
  return undefined;
}

/** Whether a line ends inside a quoted value. Only a quote at the start of a value opens one. */
function endsInQuotes(text: string, inQuotes: boolean): boolean {
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
      atStart = character === ',' || (atStart && (character === ' ' || character === '\t'));
    }
  }
  return open;
}

/** Reads the lines of a stream in UTF-8, or in UTF-16 with a BOM, with any kind of line break. */
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

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
