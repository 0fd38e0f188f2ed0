import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';

/** One record of a CSV file as it stands there, perhaps over several lines; or why it is none. */
export type CsvRecord =
  | { readonly kind: 'record'; readonly line: number; readonly text: string }
  | { readonly kind: 'bad'; readonly line: number; readonly reason: string };

interface Line {
  readonly line: number;
  /** Undefined where the line was too long to keep. */
  readonly text: string | undefined;
}

const MAX_LINE_CHARACTERS = 100_000;
const MAX_RECORD_LINES = 100;

/**
 * Splits CSV into records: a quote that opens takes in the lines up to the one that closes it. A
 * quote that does not close within 100 lines costs only the line it stands on, not the file.
 */
export async function* csvRecords(source: Readable): AsyncGenerator<CsvRecord> {
  const open: Line[] = [];
  for await (const line of readLines(source)) {
    open.push(line);
    yield* takeRecords(open, false);
  }
  yield* takeRecords(open, true);
}

function* takeRecords(open: Line[], atEnd: boolean): Generator<CsvRecord> {
  for (let first = open[0]; first; first = open[0]) {
    const { line, text } = first;
    const end = lastLineOfRecord(open);
    if (text === undefined) {
      open.shift();
      yield { kind: 'bad', line, reason: `is longer than ${MAX_LINE_CHARACTERS} characters` };
    } else if (end !== undefined) {
      const lines = open.splice(0, end + 1).map((each) => each.text);
      if (lines.length > 1 || text.trim() !== '')
        yield { kind: 'record', line, text: lines.join('\n') };
    } else if (atEnd || open.length >= MAX_RECORD_LINES) {
      open.shift();
      yield { kind: 'bad', line, reason: 'has a quote that is not closed' };
    } else return;
  }
}

/** The index of the line on which no quote is open; undefined where there is none yet. */
function lastLineOfRecord(open: readonly Line[]): number | undefined {
  let inQuotes = false;
  for (const [index, { text }] of open.entries()) {
    if (text === undefined) return undefined;
    inQuotes = endsInQuotes(text, inQuotes);
    if (!inQuotes) return index;
  }
  return undefined;
}

/** Whether a quoted value is open at the end of a line. Only at its start does a quote open one. */
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

/** The lines of a stream of UTF-8, or of UTF-16 with a BOM, with any kind of line break. */
async function* readLines(source: Readable): AsyncGenerator<Line> {
  let decoder: TextDecoder | undefined;
  let line = 1;
  let rest = '';
  let tooLong = false;
  const finish = (text: string): Line => {
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
