import type { Store } from '../../store/open.ts';
import type { CsvRow } from '../../subscribers/csv-row.ts';
import { UNKNOWN_CONSENT } from './add.ts';
import type { GrowingReport } from './import-report.ts';
import { readKnown } from './known.ts';

type Stores = Pick<Store, 'subscribers' | 'suppressions' | 'readers'>;
type SubscriberRow = Extract<CsvRow, { readonly kind: 'subscriber' }>;

export interface ImportOptions {
  /** Overwrites all that is known of a subscriber, not only what the file has. */
  readonly replace?: boolean | undefined;
  /** Where the consent of new subscribers comes from. Default: it is unknown. */
  readonly consent?: string | undefined;
  /** The topics of new subscribers for whom the file names none. Default: every topic. */
  readonly topics?: readonly string[] | undefined;
  /** Called with how many rows are saved so far. */
  readonly onSaved?: ((rows: number) => void) | undefined;
}

interface RowsOptions extends ImportOptions {
  /** As the record of consent names it. */
  readonly file: string;
}

/** The ids of readers are in no order: the larger a batch, the fewer pages of their index are written. */
const BATCH = 10_000;

/** Saves the rows of a list in batches, and suppresses those who opted out. */
export async function importRows(
  stores: Stores,
  rows: AsyncIterable<CsvRow>,
  options: RowsOptions,
  report: GrowingReport,
): Promise<void> {
  let batch: SubscriberRow[] = [];
  const save = async () => {
    await saveBatch(stores, batch, options, report);
    batch = [];
    options.onSaved?.(report.rows());
  };
  for await (const row of rows) {
    const { line } = row;
    if (row.kind === 'invalid') report.remark('bad', line, row.reason);
    else if (row.kind === 'opted-out') {
      await optOut(stores, row.email, row.reason);
      report.remark('suppressed', line, row.reason);
    } else if (row.kind === 'subscriber') {
      if (row.note !== undefined) report.remark('notes', line, row.note);
      if (batch.push(row) >= BATCH) await save();
    }
  }
  await save();
}

/** Suppresses who opted out elsewhere, unless they have left here, too. */
async function optOut(stores: Stores, email: string, reason: string): Promise<void> {
  const { reader, suppression } = await readKnown(stores, email);
  if (suppression || reader?.state.kind === 'unsubscribed') return;
  await stores.suppressions.add(email, `opted out before the import: ${reason}`, 'opted-out');
}

async function saveBatch(
  stores: Stores,
  batch: readonly SubscriberRow[],
  { replace = false, consent = UNKNOWN_CONSENT, topics, file }: RowsOptions,
  report: GrowingReport,
): Promise<void> {
  const pauses = await newPauses(stores, batch);
  const saved = await stores.subscribers.save(
    batch.map(({ subscriber }) => ({ ...(topics && { topics }), ...subscriber })),
    {
      replace,
      consentOf: (index) => ({ source: `${file}:${batch[index]?.line ?? 0}`, detail: consent }),
    },
  );
  report.saved(saved.added, saved.updated);
  for (const { index, why } of saved.skipped) report.skip(batch[index]?.line ?? 0, why);
  for (const row of pauses) await pause(stores, row, file);
}

/** Rows of people who are not known yet and want no letters for a time. */
async function newPauses(
  { readers }: Stores,
  batch: readonly SubscriberRow[],
): Promise<readonly SubscriberRow[]> {
  const found: SubscriberRow[] = [];
  for (const row of batch) {
    const { pausedUntil, subscriber } = row;
    if (!pausedUntil) continue;
    if (!(await readers.findByEmail(subscriber.email))) found.push(row);
  }
  return found;
}

async function pause(
  { readers }: Stores,
  { subscriber, pausedUntil, line }: SubscriberRow,
  file: string,
): Promise<void> {
  const reader = await readers.findByEmail(subscriber.email);
  if (!reader || !pausedUntil) return;
  await readers.choose(reader.readerId, { pausedUntil }, { source: `${file}:${line}` });
}
