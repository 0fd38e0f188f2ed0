/** Reads Word files (.docx), also those that Google Docs and LibreOffice save. */
import { Worker } from 'node:worker_threads';
import { decodeXML } from 'entities';
import { readHtml } from '../article/html/read-html.ts';
import type { DocumentReading, LeftOut } from '../article/reading.ts';
import { asError } from '../base/as-error.ts';
import { failed, ok, problem, type Result } from '../base/problem.ts';
import { programFile } from '../base/program.ts';
import type { WordPage } from './word-worker.ts';
import { unzip } from './zip.ts';

export interface WordLimits {
  /** Milliseconds. Default: 10,000. */
  readonly timeout?: number;
}

const MAX_BYTES = 20_000_000;
const TIMEOUT = 10_000;
const DOCUMENT = 'word/document.xml';
/** Parts of a file that are not its text, and what is left out with them. */
const AROUND: readonly (readonly [RegExp, string])[] = [
  [/^word\/header\d*\.xml$/, 'the head of the pages'],
  [/^word\/footer\d*\.xml$/, 'the foot of the pages'],
  [/^word\/comments\.xml$/, 'a comment'],
];
const TRACKED = /<w:(?:ins|del|moveFrom|moveTo)[\s>]/;

/**
 * Reads a Word file as an article. Tracked insertions are part of it; deletions, comments and what
 * repeats on each page are left out. Fails if the file has more than 20 MB, unpacks to far more, is
 * damaged, takes longer than 10 seconds, or has no story.
 */
export async function readWord(
  bytes: Uint8Array,
  { timeout = TIMEOUT }: WordLimits = {},
): Promise<Result<DocumentReading>> {
  if (bytes.length > MAX_BYTES)
    return failed(problem('source/too-large', undefined, `more than ${MAX_BYTES / 1e6} MB`));
  const archive = unzip(bytes);
  if (archive.kind === 'too-large')
    return failed(problem('source/too-large', undefined, archive.detail));
  if (archive.kind === 'damaged')
    return failed(problem('source/damaged', undefined, archive.detail));
  const document = archive.files.get(DOCUMENT);
  if (!document) return failed(problem('source/damaged', undefined, `it has no ${DOCUMENT}`));
  const page = await convert(bytes, timeout);
  if (!page.ok) return page;
  const read = readHtml(page.value.html, { embedded: embeddedIn(page.value) });
  return read.ok ? ok(withNotes(read.value, archive.files, textOf(document))) : read;
}

/** Nothing that a file holds can take longer, or more memory, than the worker may. */
function convert(bytes: Uint8Array, timeout: number): Promise<Result<WordPage>> {
  const worker = new Worker(programFile('sources/word-worker.ts'), {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  return new Promise((resolve) => {
    const end = (result: Result<WordPage>) => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(result);
    };
    const damaged = (detail: string) => {
      end(failed(problem('source/damaged', undefined, detail)));
    };
    const timer = setTimeout(() => {
      damaged(`reading it takes longer than ${timeout / 1000} seconds`);
    }, timeout);
    worker.once('message', (page: WordPage) => {
      end(ok(page));
    });
    worker.once('error', (error) => {
      damaged(reasonOf(asError(error)));
    });
  });
}

/** What stopped the worker, in words of the file. */
function reasonOf(error: Error): string {
  if (error instanceof RangeError) return 'its parts are nested too deeply';
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'reading it takes too much memory' : error.message;
}

function embeddedIn({ pictures }: WordPage) {
  return new Map(
    pictures.map(({ type, bytes }, index) => {
      const extension = /^image\/(?:x-)?([a-z]+)/.exec(type)?.[1]?.replace('jpeg', 'jpg') ?? 'bin';
      return [`word:${index + 1}`, { file: `picture-${index + 1}.${extension}`, bytes }] as const;
    }),
  );
}

function withNotes(
  reading: DocumentReading,
  files: ReadonlyMap<string, Uint8Array>,
  document: string,
): DocumentReading {
  const line = 1 + Math.max(0, ...reading.article.blocks.map((block) => block.line));
  const around = AROUND.flatMap(([name, reason]) =>
    Array.from(files).flatMap(([file, content]) =>
      name.test(file) ? paragraphsIn(textOf(content)).map((text) => ({ line, text, reason })) : [],
    ),
  );
  const deleted = deletionsIn(document).map((text): LeftOut => ({
    line,
    text,
    reason: 'deleted, as a tracked change',
  }));
  const tracked = TRACKED.test(document) ? [problem('source/tracked-changes')] : [];
  return {
    ...reading,
    leftOut: [...reading.leftOut, ...deleted, ...around],
    warnings: [...reading.warnings, ...tracked],
  };
}

function textOf(content: Uint8Array): string {
  return new TextDecoder().decode(content);
}

/** Returns the texts of the paragraphs of a part. */
function paragraphsIn(xml: string): readonly string[] {
  return xml.split('</w:p>').flatMap((paragraph) => wordsIn(paragraph, 't'));
}

/** Returns the texts that were deleted or moved away, one for each change. */
function deletionsIn(xml: string): readonly string[] {
  const deletions: string[] = [];
  const start = /<w:(del|moveFrom)\s[^>]*>/g;
  for (let match = start.exec(xml); match; match = start.exec(xml)) {
    if (match[0].endsWith('/>')) continue;
    const end = xml.indexOf(`</w:${match[1] ?? ''}>`, start.lastIndex);
    if (end === -1) break;
    deletions.push(...wordsIn(xml.slice(match.index, end), '(?:t|delText)'));
    start.lastIndex = end;
  }
  return deletions;
}

function wordsIn(xml: string, tag: string): readonly string[] {
  const texts = Array.from(
    xml.matchAll(new RegExp(`<w:${tag}(?:\\s[^>]*)?>([^<]*)</w:`, 'g')),
    ([, text = '']) => decodeXML(text),
  );
  const joined = texts.join('').replace(/\s+/g, ' ').trim();
  return joined === '' ? [] : [joined];
}
