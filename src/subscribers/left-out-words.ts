import { formatCount } from '../base/format.ts';
import type { LeftOut } from './audiences.ts';
import type { SuppressionKind } from './suppression.ts';

/** Why an address must not be written to. */
export const SUPPRESSION_WORDS: Readonly<Record<SuppressionKind, string>> = {
  'hard-bounce': 'hard bounce',
  complaint: 'complaint',
  'by-hand': 'by hand',
  'opted-out': 'opted out',
  erased: 'erased',
};

/** Returns who gets nothing, and why, as how many and words for an editor; nothing for nobody. */
export function leftOutRows(leftOut: LeftOut): readonly (readonly [number, string])[] {
  const { paused, suppressed, alreadySent, unsubscribed, notInSegment } = leftOut;
  const kinds = Object.entries(SUPPRESSION_WORDS) as [SuppressionKind, string][];
  const rows = [
    [paused, 'paused'] as const,
    ...kinds.map(([kind, words]) => [suppressed[kind] ?? 0, `suppressed (${words})`] as const),
    [alreadySent, 'already sent to, with another audience'] as const,
    [notInSegment, 'not in the segment'] as const,
    [unsubscribed, 'unsubscribed'] as const,
  ];
  return rows.filter(([count]) => count > 0);
}

/** Returns the same in one line; empty for nobody. */
export function leftOutWords(leftOut: LeftOut): string {
  return leftOutRows(leftOut)
    .map(([count, words]) => `${formatCount(count)} ${words}`)
    .join(', ');
}
