import type { SkipReason } from '../../subscribers/list.ts';

/** What came of an import. Of each kind of remark it has the first 1,000; `counts` has them all. */
export interface ImportReport {
  readonly added: number;
  readonly updated: number;
  /** Rows of people who opted out: their addresses are suppressed. */
  readonly suppressed: readonly RowRemark[];
  /** Rows of people who left, were erased, or must not be written to: an import changes nothing. */
  readonly skipped: readonly RowRemark[];
  /** Rows that were left out. */
  readonly bad: readonly RowRemark[];
  /** Of rows that were imported. */
  readonly notes: readonly RowRemark[];
  readonly counts: ImportCounts;
}

export interface RowRemark {
  readonly line: number;
  readonly reason: string;
}

export interface ImportCounts extends Readonly<Record<RemarkKind, number>> {
  /** Why rows were skipped. */
  readonly skippedBecause: Readonly<Record<SkipReason, number>>;
}

export type RemarkKind = 'suppressed' | 'skipped' | 'bad' | 'notes';

/** A report while rows are imported. */
export interface GrowingReport {
  saved(added: number, updated: number): void;
  remark(kind: RemarkKind, line: number, reason: string): void;
  skip(line: number, why: SkipReason): void;
  /** How many rows are saved. */
  rows(): number;
  end(): ImportReport;
}

/** So many remarks of a kind are kept: a list of a million rows may have a million of them. */
const MOST_REMARKS = 1000;

const SKIPPED: Readonly<Record<SkipReason, string>> = {
  unsubscribed: 'unsubscribed',
  suppressed: 'suppressed',
  erased: 'erased on request',
};

/** Starts the report of an import. */
export function startReport(): GrowingReport {
  let [added, updated] = [0, 0];
  const lists: Record<RemarkKind, RowRemark[]> = {
    suppressed: [],
    skipped: [],
    bad: [],
    notes: [],
  };
  const counts: Record<RemarkKind, number> = { suppressed: 0, skipped: 0, bad: 0, notes: 0 };
  const skippedBecause: Record<SkipReason, number> = { unsubscribed: 0, suppressed: 0, erased: 0 };
  const remark = (kind: RemarkKind, line: number, reason: string) => {
    counts[kind]++;
    if (lists[kind].length < MOST_REMARKS) lists[kind].push({ line, reason });
  };
  return {
    saved: (more, changed) => {
      added += more;
      updated += changed;
    },
    remark,
    skip: (line, why) => {
      skippedBecause[why]++;
      remark('skipped', line, SKIPPED[why]);
    },
    rows: () => added + updated,
    end: () => ({ added, updated, ...lists, counts: { ...counts, skippedBecause } }),
  };
}
