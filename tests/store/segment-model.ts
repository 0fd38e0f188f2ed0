/** What a segment means, in a few lines: the reference for the SQL of both databases. */
import type { Segment } from '../../src/subscribers/segment.ts';

export interface ModelReader {
  readonly attributes: Readonly<Record<string, string>>;
  readonly topics: readonly string[] | null;
  readonly timeZone: string | null;
  /** As A-labels in lower case. */
  readonly domain: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  /** The editions that a server accepted for them. */
  readonly received: readonly string[];
}

export function isInModel(segment: Segment, reader: ModelReader): boolean {
  if ('all' in segment) return segment.all.every((each) => isInModel(each, reader));
  if ('any' in segment) return segment.any.some((each) => isInModel(each, reader));
  if ('not' in segment) return !isInModel(segment.not, reader);
  if ('topic' in segment) return reader.topics?.includes(segment.topic) ?? true;
  if ('timeZone' in segment) {
    const zone = reader.timeZone?.toLowerCase();
    return [segment.timeZone].flat().some((each) => each.toLowerCase() === zone);
  }
  if ('domain' in segment) {
    return [segment.domain].flat().some((each) => `.${reader.domain}`.endsWith(`.${each}`));
  }
  if ('signedUp' in segment) {
    const { before, after } = segment.signedUp;
    const compared = (limit: string) =>
      limit.length === 10
        ? order(reader.createdAt.slice(0, 10), limit)
        : Date.parse(reader.createdAt) - Date.parse(limit);
    return (
      (before === undefined || compared(before) < 0) && (after === undefined || compared(after) > 0)
    );
  }
  if ('received' in segment) {
    const { received } = segment;
    return typeof received === 'string'
      ? reader.received.includes(received)
      : new Set(reader.received).size >= received.atLeast;
  }
  const value = attributeOf(reader, segment.attribute);
  return value !== undefined && isCompared(value, segment);
}

type Attribute = Extract<Segment, { attribute: string }>;

function attributeOf({ attributes }: ModelReader, name: string): string | undefined {
  // The import names the column "Größe (cm)" größe_cm.
  const plain = name
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
  const found = [name, ...(plain === '' ? [] : [plain])].find((key) =>
    Object.hasOwn(attributes, key),
  );
  return found === undefined ? undefined : attributes[found];
}

function isCompared(value: string, { is, in: list, before, after }: Attribute): boolean {
  const isSame = (text: string) => folded(text) === folded(value);
  const compared = (limit: string) => {
    if (!/^\d{4}-\d\d-\d\d$/.test(limit)) return order(folded(value), folded(limit));
    return /^\d{4}-\d\d-\d\d(?!\d)/.test(value) ? order(value.slice(0, 10), limit) : NaN;
  };
  return (
    (is === undefined || isSame(is)) &&
    (list?.some(isSame) ?? true) &&
    (before === undefined || compared(before) < 0) &&
    (after === undefined || compared(after) > 0)
  );
}

function folded(text: string): string {
  return Array.from(text.normalize('NFC'), (character) => {
    const small = character.toLowerCase();
    return Array.from(small).length === 1 ? small : character;
  })
    .join('')
    .replaceAll('ς', 'σ');
}

/** By code points, as UTF-8 sorts. */
function order(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
