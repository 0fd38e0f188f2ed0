import type { Atrule, CssNode, FeatureRange, Feature, MediaQuery, MediaQueryList } from 'css-tree';
import parse from 'css-tree/parser';

/** Where a letter is read. */
export interface Viewport {
  /** In CSS px. */
  readonly width: number;
  readonly dark: boolean;
}

/** A list of media queries; `invalid` never matches. */
export type MediaQueries = MediaQueryList | 'invalid';

/** Parses the value of a `media` attribute. */
export function parseMediaQueries(text: string): MediaQueries {
  try {
    const list = parse(text, { context: 'mediaQueryList' });
    return list.type === 'MediaQueryList' ? list : 'invalid';
  } catch {
    return 'invalid';
  }
}

/** Returns the media queries of an `@media` rule; undefined for another at-rule. */
export function mediaQueriesOf({ name, prelude }: Atrule): MediaQueries | undefined {
  if (name.toLowerCase() !== 'media') return undefined;
  if (prelude?.type !== 'AtrulePrelude') return 'invalid';
  const { first } = prelude.children;
  return first?.type === 'MediaQueryList' ? first : 'invalid';
}

/**
 * Returns whether one of the queries matches. Width and colour scheme are known; a query that
 * depends on another feature does not match (Media Queries 4, 3.2).
 */
export function mediaMatches(queries: MediaQueries, viewport: Viewport): boolean {
  if (queries === 'invalid') return false;
  if (queries.children.isEmpty) return true;
  return queries.children.some(
    (query) => query.type === 'MediaQuery' && queryMatches(query, viewport) === true,
  );
}

/** `unknown` for what depends on a feature that is not known here. */
type Match = boolean | 'unknown';

function queryMatches({ modifier, mediaType, condition }: MediaQuery, viewport: Viewport): Match {
  const type = mediaType === null || /^(?:all|screen)$/i.test(mediaType);
  const both = all([type, condition ? conditionMatches(condition, viewport) : true]);
  return modifier?.toLowerCase() === 'not' ? not(both) : both;
}

function conditionMatches(node: CssNode, viewport: Viewport): Match {
  switch (node.type) {
    case 'Condition': {
      const children = node.children.toArray();
      const operator = children.find(({ type }) => type === 'Identifier');
      const matches = children
        .filter(({ type }) => type !== 'Identifier')
        .map((child) => conditionMatches(child, viewport));
      const word = operator?.type === 'Identifier' ? operator.name.toLowerCase() : 'and';
      if (word === 'not') return not(all(matches));
      return word === 'or' ? not(all(matches.map(not))) : all(matches);
    }
    case 'Feature':
      return featureMatches(node, viewport);
    case 'FeatureRange':
      return rangeMatches(node, viewport);
    default:
      return 'unknown';
  }
}

function not(match: Match): Match {
  return match === 'unknown' ? match : !match;
}

function all(matches: readonly Match[]): Match {
  if (matches.includes(false)) return false;
  return matches.includes('unknown') ? 'unknown' : true;
}

function featureMatches({ name, value }: Feature, viewport: Viewport): Match {
  const { width, dark } = viewport;
  const length = pixels(value, viewport);
  switch (name.toLowerCase()) {
    case 'width':
      return value === null ? width > 0 : compare(width, '=', length);
    case 'min-width':
      return compare(width, '>=', length);
    case 'max-width':
      return compare(width, '<=', length);
    case 'prefers-color-scheme': {
      if (value === null) return true;
      const scheme = value.type === 'Identifier' ? value.name.toLowerCase() : '';
      return scheme === (dark ? 'dark' : 'light');
    }
    default:
      return 'unknown';
  }
}

/** Such as `width <= 479px` and `400px < width < 700px`. */
function rangeMatches(range: FeatureRange, viewport: Viewport): Match {
  const [left, middle] = [range.left, range.middle].map((side) => pixels(side, viewport));
  const first = compare(left, range.leftComparison, middle);
  if (range.right === null) return first;
  const second = compare(middle, range.rightComparison ?? '', pixels(range.right, viewport));
  return all([first, second]);
}

function compare(one: number | undefined, operator: string, other: number | undefined): Match {
  if (one === undefined || other === undefined) return 'unknown';
  switch (operator) {
    case '<':
      return one < other;
    case '<=':
      return one <= other;
    case '>':
      return one > other;
    case '>=':
      return one >= other;
    case '=':
      return one === other;
    default:
      return 'unknown';
  }
}

const PIXELS: ReadonlyMap<string, number> = new Map([
  ['px', 1],
  ['pt', 4 / 3],
  ['em', 16],
  ['rem', 16],
]);

/** A length, or the width itself, in px; undefined for what is neither. */
function pixels(value: CssNode | null, { width }: Viewport): number | undefined {
  if (value?.type === 'Identifier' && value.name.toLowerCase() === 'width') return width;
  if (value?.type === 'Number') return Number(value.value) === 0 ? 0 : undefined;
  if (value?.type !== 'Dimension') return undefined;
  const unit = PIXELS.get(value.unit.toLowerCase());
  return unit === undefined ? undefined : Number(value.value) * unit;
}
