import { foldText } from '../../base/fold-text.ts';

/** What somebody looks for. */
export interface Query {
  /** Words and phrases, folded: each must occur. */
  readonly terms: readonly string[];
  /** The first and the last day, as YYYY-MM-DD; absent where there is no limit. */
  readonly from?: string;
  readonly to?: string;
}

/** A longer text is a story that was pasted by mistake. */
const LONGEST = 300;
const MOST_TERMS = 12;
/** A phrase, also one whose end is missing; or a word. */
const TERM = /["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+)/g;
const DAY = String.raw`\d{4}(?:-\d{2}(?:-\d{2})?)?`;
const RANGE = new RegExp(`^(${DAY})?\\.\\.(${DAY})?$`);

/**
 * Parses what somebody typed: words, "phrases", and days as 2023-06-01..2023-06-30, 2023-06..2023-08,
 * 2023.. or ..2023. Never fails: what is no range is a word.
 */
export function parseQuery(text: string): Query {
  let query: Query = { terms: [] };
  for (const [, phrase, word = ''] of text.slice(0, LONGEST).matchAll(TERM)) {
    const range = phrase === undefined ? RANGE.exec(word) : null;
    if (range && word !== '..') query = within(query, range[1], range[2]);
    else query = { ...query, terms: withTerm(query.terms, phrase ?? word) };
  }
  return query;
}

/** Returns a query that is limited to some days as well; '' sets no limit. */
export function within(query: Query, from = '', to = ''): Query {
  const first = later(query.from, from === '' ? undefined : padded(from, '01', '01'));
  const last = earlier(query.to, to === '' ? undefined : padded(to, '12', '31'));
  return { terms: query.terms, ...(first && { from: first }), ...(last && { to: last }) };
}

/** Returns whether a query limits nothing. */
export function isEmpty({ terms, from, to }: Query): boolean {
  return terms.length === 0 && from === undefined && to === undefined;
}

/** Returns whether a day (YYYY-MM-DD) is among the days of a query. */
export function isWithin({ from = '', to }: Query, day: string): boolean {
  return day >= from && (to === undefined || day <= to);
}

function withTerm(terms: readonly string[], text: string): readonly string[] {
  const term = foldText(text).replace(/\s+/g, ' ').trim();
  const isNew = term !== '' && !terms.includes(term);
  return isNew && terms.length < MOST_TERMS ? [...terms, term] : terms;
}

/** Completes a day; days compare as texts, so June 31 serves as the end of June. */
function padded(day: string, month: string, date: string): string {
  const [year = '', ...rest] = day.split('-');
  return [year, rest[0] ?? month, rest[1] ?? date].join('-');
}

function later(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one > other ? one : other;
}

function earlier(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}
