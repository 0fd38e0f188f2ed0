import { problem, type Problem } from '../base/problem.ts';
import type { ParsedLetter } from './parsed-letter.ts';
import { headerOf } from './message-headers.ts';

/** A spam filter's answer: the message with its verdict, or why there is none. */
export type SpamAnswer =
  { readonly ok: true; readonly message: Buffer } | { readonly ok: false; readonly reason: string };

/** Passes a message to a spam filter. */
export type SpamFilter = (message: Buffer) => Promise<SpamAnswer>;

interface Verdict {
  readonly score: number;
  /** The rules that matched, with their points if the report lists them. */
  readonly rules: readonly string[];
}

/** A rule of the filter that matched. */
export interface SpamRule {
  readonly name: string;
  /** Below 0, it speaks for the letter. */
  readonly points: number;
  readonly description: string;
}

/** What a spam filter says of a letter, or why it says nothing. */
export type SpamScore =
  | {
      readonly kind: 'scored';
      readonly score: number;
      /** From this score on, a letter is reported as a problem. */
      readonly limit: number;
      /** Those that count most first. */
      readonly rules: readonly SpamRule[];
    }
  | { readonly kind: 'unasked'; readonly reason: string };

/** Reads the score and all rules of a spam filter's answer. */
export function spamScore(answer: SpamAnswer, limit: number): SpamScore {
  if (!answer.ok) return { kind: 'unasked', reason: answer.reason };
  const verdict = verdictOf(answer.message);
  if (!verdict) return { kind: 'unasked', reason: 'the answer has no X-Spam-Status' };
  const rules = rulesIn(answer.message.toString('utf8')).toSorted(
    (a, b) => Math.abs(b.points) - Math.abs(a.points),
  );
  return { kind: 'scored', score: verdict.score, limit, rules };
}

const MOST_RULES = 8;

/** Reports a letter whose score is above the limit; adds a note if the filter gives no verdict. */
export async function checkSpam(
  letter: ParsedLetter,
  filter: SpamFilter,
): Promise<readonly Problem[]> {
  const answer = await filter(letter.raw);
  if (!answer.ok) return [problem('letter/spam-unasked', undefined, answer.reason)];
  const verdict = verdictOf(answer.message);
  if (!verdict)
    return [problem('letter/spam-unasked', undefined, 'the answer has no X-Spam-Status')];
  const { spamScore } = letter.config.check.budgets;
  if (verdict.score < spamScore) return [];
  const finding = {
    detail: verdict.rules.slice(0, MOST_RULES).join(', '),
    actual: `${verdict.score} points`,
    expected: `below ${spamScore}`,
  };
  return [problem('letter/spam', { file: letter.edition.lead.file }, finding)];
}

/** Reads SpamAssassin's X-Spam-Status and the points of each rule in its report; undefined without the former. */
export function verdictOf(message: Buffer): Verdict | undefined {
  const newlines = Buffer.from(message.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
  const status = headerOf(newlines, 'X-Spam-Status').replace(/,\s+/g, ',');
  const score = /\bscore=(-?\d+(?:\.\d+)?)/.exec(status)?.[1];
  if (score === undefined) return undefined;
  const tests = (/\btests=(\S+)/.exec(status)?.[1] ?? '').split(',');
  const points = pointsByRule(newlines.toString('latin1'));
  const rules = tests
    .filter((rule) => rule !== '' && rule !== 'none' && (points.get(rule) ?? 1) > 0)
    .toSorted((a, b) => (points.get(b) ?? 0) - (points.get(a) ?? 0))
    .map((rule) => (points.has(rule) ? `${rule} ${points.get(rule) ?? 0}` : rule));
  return { score: Number(score), rules };
}

function pointsByRule(message: string): ReadonlyMap<string, number> {
  return new Map(rulesIn(message).map(({ name, points }) => [name, points]));
}

/** Reads the table of the report: points, rule, description, which may go on in the next lines. */
function rulesIn(message: string): readonly SpamRule[] {
  const [, report = ''] = message.split(/^Content analysis details:/m);
  const lines = report.matchAll(
    /^\*? {0,2}(-?\d+\.\d+)[ \t]+([A-Z][A-Z0-9_]+)[ \t]+(\S.*(?:\r?\n\*?[ \t]{20,}\S.*)*)/gm,
  );
  return Array.from(lines, ([, points, name = '', description = '']) => ({
    name,
    points: Number(points) + 0,
    description: description.replace(/\s*\r?\n\*?\s+/g, ' ').trim(),
  }));
}
