import { domainOf } from '../../base/address.ts';
import { printable } from '../../base/printable.ts';
import { UserError } from '../../base/user-error.ts';
import { loadConfig } from '../../config/load.ts';
import { parseSendTime } from '../../schedule/send-time.ts';
import type { Store } from '../../store/open.ts';
import type { Suppression } from '../../subscribers/suppression.ts';
import type { AgentClass } from '../../subscribers/reader.ts';
import type { Undone } from '../../subscribers/readers.ts';
import { withStore, type Workspace } from '../workspace.ts';
import { isErased, readKnown, type Known } from './known.ts';
import { resolveReader } from './named-reader.ts';

export interface RestoreOptions {
  /** Lifts a complaint, too. */
  readonly force?: boolean | undefined;
  /** Why, for the record of consent. Default: restored by hand. */
  readonly reason?: string | undefined;
}

/** What came of restoring an address. */
export interface Restored {
  readonly email: string;
  /**
   * `restored`: the reader gets letters again; `unchanged`: they were not kept from them; `lifted`:
   * the address may be written to, but no reader has it; `unknown`: nothing is known of it.
   */
  readonly kind: 'restored' | 'unchanged' | 'lifted' | 'unknown';
  /** Why the address was suppressed. */
  readonly lifted?: Suppression;
}

/**
 * Lets readers get letters again who unsubscribed, were removed, or are suppressed. Nobody is
 * restored unless every one can be. Throws UserError if one reported a letter as spam, unless
 * `force` is set, or was erased; and like readReader.
 */
export async function restoreReaders(
  workspace: Workspace,
  named: readonly string[],
  { force = false, reason = 'restored by hand' }: RestoreOptions = {},
): Promise<readonly Restored[]> {
  return withStore(workspace, async (store) => {
    const all: Known[] = [];
    for (const each of named) {
      const known = await readKnown(store, await resolveReader(workspace, store, each));
      refuse(known, force);
      all.push(known);
    }
    const restored: Restored[] = [];
    for (const known of all) restored.push(await restore(store, known, reason));
    return restored;
  });
}

function refuse(known: Known, force: boolean): void {
  const shown = printable(known.email);
  if (isErased(known)) {
    throw new UserError(
      `${shown} was erased on request.`,
      'Nothing was changed. Only they can come back, by signing up on the site.',
    );
  }
  if (known.suppression?.kind === 'complaint' && !force) {
    throw new UserError(
      `${shown} reported a letter as spam: ${printable(known.suppression.reason)}.`,
      'Nothing was changed. To write to them again all the same, pass --force.',
    );
  }
}

async function restore(
  { readers, suppressions }: Pick<Store, 'readers' | 'suppressions'>,
  { email, reader, suppression }: Known,
  reason: string,
): Promise<Restored> {
  if (suppression) await suppressions.lift(email);
  const hasLeft = reader?.state.kind === 'unsubscribed';
  if (reader && hasLeft) {
    await readers.comeBack(reader.readerId, { source: 'by hand', detail: reason });
  }
  const lifted = suppression && { lifted: suppression };
  if (reader) return { email, kind: suppression || hasLeft ? 'restored' : 'unchanged', ...lifted };
  return { email, kind: suppression ? 'lifted' : 'unknown', ...lifted };
}

/** Which departures are undone. Times are in the newsletter's time zone unless they say otherwise. */
export interface RestoreSinceOptions {
  readonly since: string | Date;
  readonly until?: string | Date | undefined;
  /** Of the readers' addresses. */
  readonly domain?: string | undefined;
  /** What made the requests. */
  readonly agent?: AgentClass | undefined;
  /** Counts what would be done, and does nothing. */
  readonly dryRun?: boolean | undefined;
}

export interface RestoredSince extends Undone {
  readonly since: Date;
  readonly until?: Date;
}

/**
 * Undoes the departures through letters and pages in a time, such as those that a link scanner made.
 * Throws UserError if a time is invalid.
 */
export async function restoreSince(
  workspace: Workspace,
  { since, until, domain, agent, dryRun = false }: RestoreSinceOptions,
): Promise<RestoredSince> {
  const from = await timeOf(workspace, since, '--since');
  const to = until === undefined ? undefined : await timeOf(workspace, until, '--until');
  const times = { since: from, ...(to && { until: to }) };
  const which = {
    ...times,
    ...(domain !== undefined && { domain: domainKey(domain) }),
    ...(agent && { agent }),
    dryRun,
  };
  const undone = await withStore(workspace, ({ readers }) => readers.restore(which));
  return { ...times, ...undone };
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const AGO = /^(\d{1,4})\s*(min|m|h|d)$/i;
const MINUTES: Readonly<Record<string, number>> = { min: 1, m: 1, h: 60, d: 1440 };

/** Reads a time: "2h", a date, or a date and time in the newsletter's time zone. */
async function timeOf(
  { root, clock }: Pick<Workspace, 'root' | 'clock'>,
  written: string | Date,
  option: string,
): Promise<Date> {
  if (written instanceof Date) return written;
  const text = written.trim();
  const [, count, unit = ''] = AGO.exec(text) ?? [];
  if (count !== undefined) {
    return new Date(
      clock().getTime() - Number(count) * 60_000 * (MINUTES[unit.toLowerCase()] ?? 0),
    );
  }
  // As --json prints times.
  if (INSTANT.test(text) && !Number.isNaN(Date.parse(text))) return new Date(text);
  const { timeZone } = await loadConfig(root);
  const parsed = parseSendTime(DAY.test(text) ? `${text} 00:00` : text, timeZone);
  if (typeof parsed !== 'string') return parsed.at;
  throw new UserError(
    `${option}: ${printable(parsed)}.`,
    'Write a time such as "2026-11-02 06:00", a date, or how long ago: 30min, 2h, 3d.',
  );
}

function domainKey(domain: string): string {
  return domainOf(`@${domain.trim().replace(/^@/, '')}`);
}
