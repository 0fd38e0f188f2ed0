import { domainToASCII } from 'node:url';
import * as z from 'zod';
import { isTimeZone } from '../base/time-zone.ts';
import { instantOf, isDay } from './days.ts';
import type { Comparison, Segment, SegmentPath } from './segment.ts';

const KINDS = [
  ...(['attribute', 'topic', 'timeZone', 'domain', 'signedUp', 'received'] as const),
  ...(['all', 'any', 'not'] as const),
];

type Kind = (typeof KINDS)[number];

const COMPARISONS = ['is', 'in', 'before', 'after'] as const;
const MOST_PARTS = 1000;
const MOST_VALUES = 1000;
/** Databases take some 30,000 values in a query. */
const MOST_VALUES_IN_ALL = 10_000;
/** Of the path to a condition; one list in another takes two. */
const MOST_STEPS = 40;
const MOST_CHARACTERS = 500;

/**
 * A segment of the config. It is read by hand, since a union of zod says of a mistake no more than that
 * nothing fits.
 */
export const segmentSchema = z.unknown().transform((value, context) => {
  const reading: Reading = { faults: [], parts: 0, values: 0 };
  const segment = readSegment(reading, value, []);
  for (const { path, message } of reading.faults) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
  return segment ?? z.NEVER;
}) as unknown as z.ZodType<Segment, Segment>;

/** What is wrong in a segment, and where. */
interface Reading {
  readonly faults: { readonly path: SegmentPath; readonly message: string }[];
  parts: number;
  values: number;
}

type Values = Readonly<Record<string, unknown>>;

function readSegment(reading: Reading, value: unknown, path: SegmentPath): Segment | null {
  if (path.length > MOST_STEPS) {
    return fail(reading, path.slice(0, 4), 'is nested too deeply');
  }
  if (++reading.parts > MOST_PARTS) {
    return reading.parts === MOST_PARTS + 1
      ? fail(reading, [], `has more than ${MOST_PARTS} conditions`)
      : null;
  }
  if (!isObject(value)) {
    return fail(reading, path, "must be a condition such as { attribute: 'city', is: 'Berlin' }");
  }
  const kinds = KINDS.filter((kind) => kind in value);
  const [kind] = kinds;
  if (kind === undefined) return fail(reading, path, `must have one of ${listed(KINDS)}`);
  if (kinds.length > 1) {
    const both = kinds.map((each) => `"${each}"`).join(' and ');
    return fail(reading, path, `has ${both}; join conditions with { all: [{ … }, { … }] }`);
  }
  const allowed: readonly string[] = kind === 'attribute' ? [kind, ...COMPARISONS] : [kind];
  for (const key of Object.keys(value).filter((each) => !allowed.includes(each))) {
    const beside =
      kind === 'attribute'
        ? `beside "attribute" there may be ${listed(COMPARISONS)}`
        : `nothing else may stand beside "${kind}"`;
    fail(reading, [...path, key], `is unknown; ${beside}`);
  }
  return readKind(reading, kind, value, path);
}

function readKind(reading: Reading, kind: Kind, value: Values, path: SegmentPath): Segment | null {
  const at = [...path, kind];
  const given = value[kind];
  switch (kind) {
    case 'attribute':
      return readAttribute(reading, value, path);
    case 'topic': {
      const topic = readText(reading, given, at);
      return topic === null ? null : { topic };
    }
    case 'timeZone': {
      const timeZone = readSeveral(reading, given, at, TIME_ZONE);
      return timeZone && { timeZone };
    }
    case 'domain': {
      const domain = readSeveral(reading, given, at, DOMAIN);
      return domain && { domain };
    }
    case 'signedUp':
      return readSignedUp(reading, given, at);
    case 'received':
      return readReceived(reading, given, at);
    case 'not': {
      const not = readSegment(reading, given, at);
      return not && { not };
    }
    case 'all':
    case 'any': {
      if (!Array.isArray(given) || given.length === 0) {
        return fail(reading, at, 'must be a list of conditions: [{ … }, { … }]');
      }
      const parts = given.map((each, index) => readSegment(reading, each, [...at, index]));
      const read = parts.filter((each) => each !== null);
      return kind === 'all' ? { all: read } : { any: read };
    }
  }
}

function readAttribute(reading: Reading, value: Values, path: SegmentPath): Segment | null {
  const attribute = readText(reading, value['attribute'], [...path, 'attribute']);
  const given = COMPARISONS.filter((key) => value[key] !== undefined);
  if (given.length === 0) {
    return fail(reading, path, `must have one of ${listed(COMPARISONS)} beside "attribute"`);
  }
  const comparison: { -readonly [Key in keyof Comparison]: Comparison[Key] } = {};
  for (const key of given) {
    const at = [...path, key];
    if (key === 'in') {
      const texts = readSeveral(reading, value[key], at, TEXT);
      if (texts) comparison.in = texts;
      continue;
    }
    const text = readText(reading, value[key], at);
    if (text !== null && (key === 'is' || isComparable(reading, text, at))) {
      comparison[key] = text;
    }
  }
  return attribute === null ? null : { attribute, ...comparison };
}

/** An attribute is a day as somebody wrote it, in no zone, so a time of day would mean nothing. */
function isComparable(reading: Reading, text: string, at: SegmentPath): boolean {
  if (!/^\d{4}-\d\d-\d\d/.test(text) || isDay(text)) return true;
  fail(reading, at, 'must be a date such as 2026-11-02, without a time, or a text');
  return false;
}

function readSignedUp(reading: Reading, value: unknown, path: SegmentPath): Segment | null {
  const keys = isObject(value) ? Object.keys(value) : [];
  if (!isObject(value) || keys.length === 0) {
    return fail(reading, path, "must have before or after: { after: '2026-11-02' }");
  }
  const period: { before?: string; after?: string } = {};
  for (const key of keys) {
    const at = [...path, key];
    const given = value[key];
    if (key !== 'before' && key !== 'after') fail(reading, at, 'is unknown; use before, after');
    else if (typeof given === 'string' && (isDay(given) || instantOf(given))) period[key] = given;
    else {
      fail(reading, at, 'must be a date such as 2026-11-02, or a time such as 2026-11-02T06:00Z');
    }
  }
  return { signedUp: period };
}

function readReceived(reading: Reading, value: unknown, path: SegmentPath): Segment | null {
  if (typeof value === 'string') {
    const edition = readText(reading, value, path);
    return edition === null ? null : { received: edition };
  }
  const [key, ...others] = isObject(value) ? Object.keys(value) : [];
  const count = isObject(value) ? value['atLeast'] : undefined;
  if (key === 'atLeast' && others.length === 0 && Number.isInteger(count) && Number(count) > 0) {
    return { received: { atLeast: Number(count) } };
  }
  return fail(reading, path, 'must be the id of an edition, or how many: { atLeast: 3 }');
}

/** One of several values: how it is kept, undefined if it is none, and what it must be then. */
interface ValueKind {
  readonly read: (text: string) => string | undefined;
  readonly mustBe: string;
}

const TEXT: ValueKind = { read: (text) => text, mustBe: 'a text' };
const TIME_ZONE: ValueKind = {
  read: (text) => (isTimeZone(text) ? text : undefined),
  mustBe: 'a time zone such as Europe/Berlin',
};
const DOMAIN: ValueKind = {
  read: (text) => {
    const name = domainToASCII(text.replace(/^(?:@|\*\.|\.)/, '').replace(/\.$/, ''));
    return name === '' ? undefined : name;
  },
  mustBe: 'a domain such as example.com',
};

/** Reads a text or a list of texts. */
function readSeveral(
  reading: Reading,
  value: unknown,
  path: SegmentPath,
  { read, mustBe }: ValueKind,
): readonly string[] | null {
  const given: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (given.length === 0) return fail(reading, path, 'must contain at least one value');
  if (given.length > MOST_VALUES) {
    return fail(reading, path, `must contain at most ${MOST_VALUES} values`);
  }
  reading.values += given.length;
  if (reading.values > MOST_VALUES_IN_ALL) {
    return fail(reading, path, 'makes it more than 10,000 values in the segment');
  }
  const texts = given.map((each, index) => {
    const at = Array.isArray(value) ? [...path, index] : path;
    const text = readText(reading, each, at);
    if (text === null) return null;
    return read(text) ?? fail(reading, at, `must be ${mustBe}`);
  });
  return texts.filter((text) => text !== null);
}

function readText(reading: Reading, value: unknown, path: SegmentPath): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return fail(reading, path, `must be a text; write '${value}'`);
  }
  if (typeof value !== 'string') return fail(reading, path, 'must be a text');
  const text = value.trim().normalize('NFC');
  if (text === '') return fail(reading, path, 'must not be empty');
  if (text.length > MOST_CHARACTERS) {
    return fail(reading, path, `must have at most ${MOST_CHARACTERS} characters`);
  }
  return text.includes('\0') || !text.isWellFormed()
    ? fail(reading, path, 'must be a text without control characters')
    : text;
}

function fail({ faults }: Reading, path: SegmentPath, message: string): null {
  faults.push({ path, message });
  return null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listed(names: readonly string[]): string {
  return names.join(', ');
}
