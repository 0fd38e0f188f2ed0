/** The keys of front matter with their lines, so that changing one leaves every other line alone. */
import {
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  stringify,
  visit,
  type Document,
  type Pair,
} from 'yaml';
import { quoteTexts } from '../../article/front-matter-text.ts';
import { parseYaml } from '../../article/parse-yaml.ts';

/** A key of front matter, and the lines that it takes up, counted from 0. */
export interface FrontKey {
  /** A text, a list of texts, or undefined for anything else. */
  readonly value: string | readonly string[] | undefined;
  readonly first: number;
  readonly last: number;
  /** The line of each item, for a list with one item per line. */
  readonly items?: readonly number[];
  /** The comment behind the value, with the spaces before it. */
  readonly comment: string;
  /** Whether lines that begin with "#" are part of its text. */
  readonly isBlock: boolean;
}

export interface FrontKeys {
  readonly keys: ReadonlyMap<string, FrontKey>;
  /** The spaces before each key. */
  readonly indent: string;
}

/** Reads the keys of YAML; undefined if it is not a plain list of keys that can be changed by line. */
export function frontKeys(written: string): FrontKeys | undefined {
  const yaml = quoteTexts(written);
  const lineCounter = new LineCounter();
  const document = parseYaml(yaml, lineCounter);
  if (!document || document.errors.length > 0 || hasAlias(document)) return undefined;
  const { contents } = document;
  if (contents === null) return { keys: new Map(), indent: '' };
  if (!isMap(contents) || contents.flow === true) return undefined;
  const keys = new Map<string, FrontKey>();
  const lineAt = (offset: number) => lineCounter.linePos(offset).line - 1;
  const columns = new Set<number>();
  for (const pair of contents.items) {
    const { key } = pair;
    if (!isScalar<string>(key) || keys.has(key.value)) return undefined;
    const found = readPair(pair, key.range[0], yaml, lineAt);
    if (!found) return undefined;
    keys.set(key.value, found);
    columns.add(lineCounter.linePos(key.range[0]).col);
  }
  const [column = 1] = columns;
  return columns.size > 1 ? undefined : { keys, indent: ' '.repeat(column - 1) };
}

function hasAlias(document: Document): boolean {
  let found = false;
  visit(document, { Alias: () => void (found = true) });
  return found;
}

/** Returns a key and its value; undefined where a comment would be lost that was meant as text. */
function readPair(
  { value }: Pair,
  start: number,
  yaml: string,
  lineAt: (offset: number) => number,
): FrontKey | undefined {
  const first = lineAt(start);
  const end = Math.max(start, endOf(value, yaml));
  const isBlock = isScalar(value) && value.type?.startsWith('BLOCK') === true;
  const comment = isBlock ? '' : (/^[ \t]+#.*/.exec(lineFrom(yaml, end))?.[0] ?? '');
  const isPlain = isScalar(value) && value.type === 'PLAIN' && value.value !== '';
  if (isPlain && comment !== '') return undefined;
  const last = lineAt(Math.max(start, end - 1));
  const key = { value: valueOf(value), first, last, comment, isBlock };
  const items = itemLines(value, yaml, lineAt);
  return items ? { ...key, items } : key;
}

function lineFrom(text: string, offset: number): string {
  return /^.*/.exec(text.slice(offset))?.[0] ?? '';
}

/** Returns the offset behind a value, without the comments and empty lines that follow it. */
function endOf(node: unknown, yaml: string): number {
  if (isScalar(node)) {
    const end = node.range?.[1] ?? 0;
    const isBlock = node.type?.startsWith('BLOCK') === true;
    return isBlock ? yaml.slice(0, end).trimEnd().length : end;
  }
  if (isPair(node)) return Math.max(endOf(node.key, yaml), endOf(node.value, yaml));
  if (!isCollection(node)) return 0;
  if (node.flow === true) return node.range?.[1] ?? 0;
  return node.items.reduce<number>(
    (end, item) => Math.max(end, endOf(item, yaml)),
    node.range?.[0] ?? 0,
  );
}

function valueOf(node: unknown): FrontKey['value'] {
  if (node === null || node === undefined) return '';
  if (isScalar<string>(node)) return node.value;
  if (!isSeq(node)) return undefined;
  const texts = node.items.map((item) => (isScalar<string>(item) ? item.value : undefined));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function itemLines(
  node: unknown,
  yaml: string,
  lineAt: (offset: number) => number,
): readonly number[] | undefined {
  if (!isSeq(node) || node.flow === true) return undefined;
  const lines: number[] = [];
  for (const item of node.items) {
    if (!isScalar(item) || !item.range) return undefined;
    const line = lineAt(item.range[0]);
    const isOneLine = line === lineAt(endOf(item, yaml)) && line !== lines.at(-1);
    if (!isOneLine) return undefined;
    lines.push(line);
  }
  return lines;
}

/**
 * Returns YAML in which a key has another value; undefined removes it. A new key is put below the
 * nearest of the keys that stand before it in `order`, otherwise at the end. Comments stay.
 */
export function withKey(
  yaml: string,
  { keys, indent }: FrontKeys,
  name: string,
  value: string | readonly string[] | undefined,
  order: readonly string[],
): string {
  const lines = yaml === '' ? [] : yaml.split('\n');
  const key = keys.get(name);
  if (!key) {
    if (value === undefined) return yaml;
    const before = order.slice(0, Math.max(0, order.indexOf(name)));
    const at = before.map((each) => keys.get(each)).findLast((each) => each !== undefined);
    const index = at
      ? at.last + 1
      : Math.max(0, ...Array.from(keys.values(), ({ last }) => last + 1));
    return lines.toSpliced(index, 0, ...linesFor(indent, name, value, '')).join('\n');
  }
  const { first, last, comment } = key;
  const written = lines.slice(first, last + 1);
  const changed =
    value === undefined
      ? commentsIn(written, key, indent)
      : typeof value === 'string'
        ? [...commentsIn(written, key, indent), ...linesFor(indent, name, value, comment)]
        : listLines(written, key, name, value, indent);
  return lines.toSpliced(first, last - first + 1, ...changed).join('\n');
}

/** Returns the comments among the lines of a key, to be put above it. */
function commentsIn(
  lines: readonly string[],
  { isBlock }: FrontKey,
  indent: string,
): readonly string[] {
  // With more spaces, they would go on with a text of several lines above them.
  return isBlock ? [] : lines.filter(isComment).map((line) => indent + line.trim());
}

function isComment(line: string): boolean {
  return /^\s*#/.test(line);
}

/** Returns the lines of a list in which items that stay keep their lines. */
function listLines(
  written: readonly string[],
  key: FrontKey,
  name: string,
  value: readonly string[],
  indent: string,
): readonly string[] {
  const { items = [], first, comment } = key;
  const before = Array.isArray(key.value) ? (key.value as readonly string[]) : [];
  const least = Math.min(items.length, value.length);
  let top = 0;
  while (top < least && before[top]?.trim() === value[top]) top++;
  let end = 0;
  while (end < least - top && before.at(-1 - end)?.trim() === value.at(-1 - end)) end++;
  if (top + end === 0) {
    return [...commentsIn(written, key, indent), ...linesFor(indent, name, value, comment)];
  }
  const from = top === 0 ? 1 : (items[top - 1] ?? first) - first + 1;
  const to = end === 0 ? written.length : (items[items.length - end] ?? first) - first;
  const dash = /^\s*-/.exec(written[(items[0] ?? first) - first] ?? '')?.[0] ?? `${indent}  -`;
  return [
    ...written.slice(0, from),
    ...written.slice(from, to).filter(isComment),
    ...value.slice(top, value.length - end).map((item) => `${dash} ${scalar(item)}`),
    ...written.slice(to),
  ];
}

function linesFor(
  indent: string,
  name: string,
  value: string | readonly string[],
  comment: string,
): readonly string[] {
  if (typeof value !== 'string') {
    const items = value.map((item) => `${indent}  - ${scalar(item)}`);
    return [`${indent}${name}:${comment}`, ...items];
  }
  // A comment behind plain text would be refused: it was hardly meant as one.
  return [`${indent}${name}: ${comment === '' ? scalar(value) : JSON.stringify(value)}${comment}`];
}

/** Writes a text so that front matter gives back the same text. */
function scalar(text: string): string {
  const plain = stringify(text, { lineWidth: 0 }).trimEnd();
  const read = (line: string) => frontKeys(line)?.keys;
  const isSame =
    !plain.includes('\n') &&
    read(`subject: ${plain}`)?.get('subject')?.value === text &&
    sameItem(read(`keyPoints:\n  - ${plain}`)?.get('keyPoints')?.value, text);
  return isSame ? plain : JSON.stringify(text);
}

function sameItem(value: FrontKey['value'], text: string): boolean {
  return Array.isArray(value) && value[0] === text;
}
