/**
 * Segments as one condition of SQL on `subscribers`, the same on both databases: no value and no name
 * is ever part of its text, and it is never null, so that it can be negated.
 */
import { sql, type RawBuilder } from 'kysely';
import { instantOf, isDay } from '../subscribers/days.ts';
import { plainName } from '../subscribers/columns.ts';
import type { Segment } from '../subscribers/segment.ts';
import { foldingFor, foldingToOrder, foldText } from './case-folding.ts';
import type { Dialect } from './dialect.ts';

type Condition = RawBuilder<boolean>;
type Text = RawBuilder<string | null>;

/** Returns the condition for a reader to be in a segment; without one, for anybody. */
export function inSegment(dialect: Dialect, segment: Segment | undefined): Condition {
  return segment ? conditionOf(dialect, segment) : sql<boolean>`true`;
}

/** Returns the condition for a row of `subscribers` to be on the list and in a segment. */
export function isIn(dialect: Dialect, segment: Segment | undefined): Condition {
  const onList = sql<boolean>`subscribers.removed_at is null`;
  return segment ? sql<boolean>`(${onList} and ${conditionOf(dialect, segment)})` : onList;
}

function conditionOf(dialect: Dialect, segment: Segment): Condition {
  if ('all' in segment)
    return joined(
      sql` and `,
      segment.all.map((each) => conditionOf(dialect, each)),
    );
  if ('any' in segment)
    return joined(
      sql` or `,
      segment.any.map((each) => conditionOf(dialect, each)),
    );
  if ('not' in segment) return sql<boolean>`(not ${conditionOf(dialect, segment.not)})`;
  if ('attribute' in segment) return attributeCondition(dialect, segment);
  if ('topic' in segment) return topicCondition(segment.topic);
  if ('timeZone' in segment) {
    const zones = listOf(segment.timeZone).map((zone) => zone.toLowerCase());
    return sure(sql`lower(subscribers.time_zone) in (${sql.join(zones)})`);
  }
  if ('domain' in segment) return domainCondition(listOf(segment.domain));
  if ('signedUp' in segment) return signedUpCondition(segment.signedUp);
  return receivedCondition(segment.received);
}

/** Joins conditions in a balanced tree: SQLite refuses one that is deeper than 1,000. */
function joined(operator: RawBuilder<unknown>, conditions: readonly Condition[]): Condition {
  const [only] = conditions;
  if (only && conditions.length === 1) return only;
  const half = Math.ceil(conditions.length / 2);
  const [first, second] = [conditions.slice(0, half), conditions.slice(half)];
  return sql<boolean>`(${joined(operator, first)}${operator}${joined(operator, second)})`;
}

/** Makes a condition about a value that may be null false there. */
function sure(condition: RawBuilder<unknown>): Condition {
  return sql<boolean>`coalesce(${condition}, false)`;
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

/** A topic's name has no character that `like` treats specially. */
function topicCondition(topic: string): Condition {
  const chosen = sql`subscribers.topics like ${`%,${topic},%`}`;
  return sql<boolean>`(subscribers.topics is null or ${chosen})`;
}

function domainCondition(names: readonly string[]): Condition {
  const exact = sql<boolean>`subscribers.domain in (${sql.join(names)})`;
  const below = names.map((name) => {
    const pattern = `%.${name.replace(/[\\%_]/g, '\\$&')}`;
    return sql<boolean>`subscribers.domain like ${pattern} escape '\\'`;
  });
  return joined(sql` or `, [exact, ...below]);
}

/** A day is compared with the day of the sign-up, in UTC. */
function signedUpCondition({
  before,
  after,
}: {
  readonly before?: string;
  readonly after?: string;
}) {
  const compared = ([operator, text]: readonly [RawBuilder<unknown>, string]) => {
    const at = instantOf(text);
    return at
      ? sql<boolean>`subscribers.created_at ${operator} ${at.toISOString()}`
      : sql<boolean>`substr(subscribers.created_at, 1, 10) ${operator} ${text}`;
  };
  return joined(sql` and `, bounds(before, after).map(compared));
}

function bounds(before: string | undefined, after: string | undefined) {
  return [
    ...(before === undefined ? [] : [[sql`<`, before] as const]),
    ...(after === undefined ? [] : [[sql`>`, after] as const]),
  ];
}

/** Trials in the built-in mailbox are no deliveries. */
function receivedCondition(received: string | { readonly atLeast: number }): Condition {
  const accepted = sql`
    from deliveries d join runs r on r.id = d.run_id
    where r.destination = 'server' and d.state = 'accepted'`;
  if (typeof received === 'string') {
    return sql<boolean>`exists (select 1 ${accepted} and r.edition = ${received}
      and d.subscriber_id = subscribers.id)`;
  }
  return sql<boolean>`subscribers.id in (select d.subscriber_id ${accepted}
    group by d.subscriber_id having count(distinct r.edition) >= ${received.atLeast})`;
}

type AttributeSegment = Extract<Segment, { attribute: string }>;

function attributeCondition(dialect: Dialect, segment: AttributeSegment): Condition {
  const value = attributeOf(dialect, segment.attribute);
  const texts = [
    ...(segment.is === undefined ? [] : [[segment.is]]),
    ...(segment.in === undefined ? [] : [segment.in]),
  ];
  const equal = texts.map((each) => equalsOneOf(dialect, value, each));
  const compared = bounds(segment.before, segment.after).map(([operator, text]) =>
    isDay(text)
      ? dayCondition(dialect, value, operator, text)
      : orderCondition(dialect, value, operator, text),
  );
  return joined(sql` and `, [...equal, ...compared]);
}

/** An attribute as it is named, or as the import names the column of a list. */
function attributeOf({ texts }: Dialect, name: string): Text {
  const plain = plainName(name);
  return plain === name || plain === ''
    ? texts.attribute(name)
    : sql`coalesce(${texts.attribute(name)}, ${texts.attribute(plain)})`;
}

function equalsOneOf({ texts }: Dialect, value: Text, written: readonly string[]): Condition {
  const inParts = partsOf([...new Set(written.map(foldText))]).map((folded) => {
    const compared = texts.replace(value, foldingFor(folded));
    return sure(sql`${compared} in (${sql.join(folded)})`);
  });
  return joined(sql` or `, inParts);
}

/** Texts with so many different characters are compared with one expression. */
const MOST_CHARACTERS = 100;

/** Splits texts so that no expression gets too deep: each different character may add to it. */
function partsOf(texts: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let seen = new Set<string>();
  for (const text of texts) {
    const part = parts.at(-1);
    const more = seen.union(new Set(text));
    if (part && more.size <= MOST_CHARACTERS) {
      part.push(text);
      seen = more;
    } else {
      parts.push([text]);
      seen = new Set(text);
    }
  }
  return parts;
}

/** What does not begin with a day is neither before nor after one. */
function dayCondition(
  { texts }: Dialect,
  value: Text,
  operator: RawBuilder<unknown>,
  day: string,
): Condition {
  return sure(sql`${texts.isDay(value)} and substr(${value}, 1, 10) ${operator} ${day}`);
}

/** Texts are ordered by their code points, with capitals as small letters. */
function orderCondition(
  { texts }: Dialect,
  value: Text,
  operator: RawBuilder<unknown>,
  written: string,
): Condition {
  const folded = foldText(written);
  const compared = texts.replace(value, [...foldingFor([folded]), ...foldingToOrder(folded)]);
  return sure(sql`${texts.byCodePoint(compared)} ${operator} ${folded}`);
}
