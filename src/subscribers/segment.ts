/** Who a segment is: conditions over a subscriber. docs/readers.md describes them. */

/** How an attribute's value is compared; all that are given must hold. */
export interface Comparison {
  readonly is?: string;
  readonly in?: readonly string[];
  /** Compared as days if the text is one, otherwise by its characters. */
  readonly before?: string;
  readonly after?: string;
}

/** Days, or times in ISO 8601; a day is compared as a whole, in UTC. */
export interface Period {
  readonly before?: string;
  readonly after?: string;
}

export type Segment =
  | (Comparison & { readonly attribute: string })
  /** Somebody who chose the topic, or has not chosen and gets every topic. */
  | { readonly topic: string }
  | { readonly timeZone: string | readonly string[] }
  /** Of the address; a name also stands for the names below it. */
  | { readonly domain: string | readonly string[] }
  | { readonly signedUp: Period }
  /** An edition whose letter was accepted, or how many were. */
  | { readonly received: string | { readonly atLeast: number } }
  | { readonly all: readonly Segment[] }
  | { readonly any: readonly Segment[] }
  | { readonly not: Segment };

/** Who an edition is for: a segment of the config or, without one, everybody on the list. */
export interface Audience {
  readonly name: string;
  readonly segment?: Segment;
}

/** The name of the whole list as an audience. */
export const EVERYBODY = 'all';

export type SegmentPath = readonly (string | number)[];

/** Lists the topics that a segment names, each with the path to where it does. */
export function topicsOf(
  segment: Segment,
  path: SegmentPath = [],
): readonly { readonly topic: string; readonly path: SegmentPath }[] {
  if ('topic' in segment) return [{ topic: segment.topic, path: [...path, 'topic'] }];
  if ('not' in segment) return topicsOf(segment.not, [...path, 'not']);
  if ('all' in segment)
    return segment.all.flatMap((each, at) => topicsOf(each, [...path, 'all', at]));
  if ('any' in segment)
    return segment.any.flatMap((each, at) => topicsOf(each, [...path, 'any', at]));
  return [];
}
