/**
 * Notices that the newest commits of a database are lost. SQLite keeps them in a second file, the
 * write-ahead log, until a checkpoint copies them into the first; a crash leaves them there. If that
 * file is then deleted, or the first file is copied alone, the database opens without them.
 *
 * While a run is recorded, the database has a mark of two numbers. In the file they differ; the
 * commit that makes them equal is in the log. So a file whose numbers differ needs its log.
 */
import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { stillAt, type Place } from './place.ts';

/** Takes part in each transaction that records steps. */
export interface LogMark {
  /** Called before the commit. */
  before(): void;
  /** Called after the commit. Throws LedgerGoneError if the database is no longer at its place. */
  after(): void;
}

/** How often the log is copied into the file: about every 5 MB. */
const COMMITS_PER_CHECKPOINT = 200;
/** How soon it is tried again after a reader was in the way. */
const COMMITS_PER_TRY = 20;
/** A reader on another thread is in the way for a moment. */
const TRIES = 20;
const PAUSE_MS = 5;

/**
 * Starts to mark a database on the connection that records steps; `opened` is its file as it was
 * then. Every so many commits, marking takes one commit more.
 */
export function startMarking(database: DatabaseSync, file: string, opened: Place): LogMark {
  database.exec(`
    create table if not exists log_mark (in_file integer not null, in_log integer not null);
    insert into log_mark select 0, 0 where not exists (select 1 from log_mark);
    pragma wal_autocheckpoint = 0;
  `);
  const differ = database.prepare('update log_mark set in_file = in_log + 1');
  const agree = database.prepare('update log_mark set in_log = in_file where in_log <> in_file');
  let left = 0;
  let writtenNs: bigint | undefined;

  /** After a commit in which the numbers differ: copies it into the file, and makes them equal. */
  const copy = () => {
    const isCopied = copyLog(database);
    // Another process that opened the database meanwhile may have made them equal.
    const isOurs = agree.run().changes === 1;
    left = !isOurs ? 0 : isCopied ? COMMITS_PER_CHECKPOINT : COMMITS_PER_TRY;
    ({ writtenNs } = stillAt(file, opened));
  };
  return {
    before: () => {
      if (left === 0) differ.run();
    },
    after: () => {
      const place = stillAt(file, opened);
      if (left === 0) copy();
      else if (place.writtenNs === writtenNs) left--;
      else {
        // Another connection has copied the log, so the numbers in the file are equal.
        differ.run();
        copy();
      }
    },
  };
}

/** Copies the whole log into the file and empties it; returns whether no reader was in the way. */
export function emptyLog(database: DatabaseSync): boolean {
  const row = database.prepare('pragma wal_checkpoint(truncate)').get();
  // The file needs no log now, whatever a sender's mark says that died at this moment.
  if (row?.['busy'] === 0 && isMarked(database)) acceptLoss(database);
  return row?.['busy'] === 0;
}

function copyLog(database: DatabaseSync): boolean {
  for (let tries = 0; tries < TRIES; tries++) {
    if (checkpoint(database).isComplete) return true;
    pause();
  }
  return false;
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
}

/** How long a sender at work may take to begin its log anew, in milliseconds. */
const RESTART_MS = 5000;

/**
 * Returns whether the newest commits of a database are lost. Where a sender died between the two
 * commits of a mark, nothing is lost, and the mark is completed.
 */
export function hasLostLog(database: DatabaseSync, file: string): boolean {
  const started = performance.now();
  while (isMarked(database)) {
    const { isBusy, frames } = checkpoint(database);
    if (isBusy || frames > 0) {
      acceptLoss(database);
      return false;
    }
    // A sender that begins its log anew has not emptied the file.
    const size = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    if (size === 0 || performance.now() - started > RESTART_MS) return true;
    pause();
  }
  return false;
}

/** Makes the numbers equal, whatever is in the log. */
export function acceptLoss(database: DatabaseSync): void {
  database.exec('update log_mark set in_log = in_file');
}

/** Returns whether the newest commits are in the log alone. */
export function isMarked(database: DatabaseSync): boolean {
  const table = database.prepare(`select 1 from sqlite_schema where name = 'log_mark'`).get();
  if (!table) return false;
  return database.prepare('select 1 from log_mark where in_file <> in_log').get() !== undefined;
}

/** Copies the log, `frames` long, into the file, as far as no reader needs it. */
function checkpoint(database: DatabaseSync) {
  const row = database.prepare('pragma wal_checkpoint(passive)').get();
  const frames = Number(row?.['log']);
  // Busy: another connection copies the log now.
  const isBusy = row?.['busy'] !== 0;
  return { isBusy, frames, isComplete: !isBusy && frames === Number(row['checkpointed']) };
}
