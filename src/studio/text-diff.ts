import { diffArrays } from 'diff';

/** Lines of two texts side by side: the same in both, or on one side where they differ. */
export type DiffRow =
  | { readonly kind: 'same'; readonly text: string }
  | { readonly kind: 'changed'; readonly before?: string; readonly after?: string }
  /** So many lines that are the same in both. */
  | { readonly kind: 'skipped'; readonly lines: number };

/** Lines around a difference that are shown. */
const AROUND = 2;
/** More edits take minutes to compute, and are no use to a reader. */
const MOST_EDITS = 3000;

/** Compares two texts line by line; undefined if too much differs. */
export function compareTexts(before: string, after: string): readonly DiffRow[] | undefined {
  const parts = diffArrays(before.split('\n'), after.split('\n'), {
    maxEditLength: MOST_EDITS,
  });
  if (!parts) return undefined;
  const rows: DiffRow[] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    const next = parts[at + 1];
    if (!part) continue;
    if (part.removed && next?.added) {
      rows.push(...pairs(part.value, next.value));
      at++;
    } else if (part.removed || part.added) {
      rows.push(...(part.removed ? pairs(part.value, []) : pairs([], part.value)));
    } else {
      rows.push(...sameRows(part.value, at === 0, next === undefined));
    }
  }
  return rows;
}

function pairs(before: readonly string[], after: readonly string[]): readonly DiffRow[] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => {
    const [left, right] = [before[index], after[index]];
    return {
      kind: 'changed',
      ...(left === undefined ? {} : { before: left }),
      ...(right === undefined ? {} : { after: right }),
    };
  });
}

function sameRows(lines: readonly string[], isFirst: boolean, isLast: boolean): readonly DiffRow[] {
  const row = (text: string): DiffRow => ({ kind: 'same', text });
  const top = isFirst ? 0 : AROUND;
  const end = isLast ? 0 : AROUND;
  const left = lines.length - top - end;
  if (left < 2) return lines.map(row);
  return [
    ...lines.slice(0, top).map(row),
    { kind: 'skipped', lines: left },
    ...lines.slice(lines.length - end).map(row),
  ];
}
