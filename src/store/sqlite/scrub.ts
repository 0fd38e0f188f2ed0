/**
 * Removing a text from a database's file that no row has. `secure_delete` overwrites what is
 * deleted, but when SQLite moves rows between pages it leaves copies in their free space, and the
 * log keeps earlier pages until it is emptied.
 */
import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseSync } from 'node:sqlite';
import { sql, type Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import { emptyLog } from './log-mark.ts';
import { isUnavailable } from './unavailable.ts';

const TRIES = 20;
const PAUSE_MS = 50;
const BLOCK = 4 * 1024 * 1024;

/** Removes texts from the file and its log; returns whether they are gone. */
export async function scrub(
  db: Kysely<Schema>,
  database: DatabaseSync,
  file: string,
  texts: readonly string[],
): Promise<boolean> {
  try {
    if (!(await emptied(db, database))) return false;
    if (!(await contains(file, texts))) return true;
    // Takes seconds for a list of a million. What a row still has is not removed.
    await sql`vacuum`.execute(db);
    return await emptied(db, database);
  } catch (error) {
    // The disk is full, or somebody else uses the file all the time.
    if (isUnavailable(error)) return false;
    throw error;
  }
}

/** Empties the log. A sender at work may be copying it itself, so it is tried for a second. */
async function emptied(db: Kysely<Schema>, database: DatabaseSync): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries++) {
    // The connection is ours meanwhile: this does not work in the middle of a transaction.
    const isEmpty = await db.connection().execute(() => Promise.resolve(emptyLog(database)));
    if (isEmpty) return true;
    await delay(PAUSE_MS);
  }
  return false;
}

/** Returns whether a file contains one of some texts in UTF-8. */
export async function contains(file: string, texts: readonly string[]): Promise<boolean> {
  const wanted = texts.map((text) => Buffer.from(text));
  const overlap = Math.max(...wanted.map(({ length }) => length)) - 1;
  const handle = await open(file);
  try {
    const block = Buffer.alloc(BLOCK + overlap);
    let kept = 0;
    for (let at = 0; ;) {
      const { bytesRead } = await handle.read(block, kept, BLOCK, at);
      if (bytesRead === 0) return false;
      const filled = block.subarray(0, kept + bytesRead);
      if (wanted.some((text) => filled.includes(text))) return true;
      kept = Math.min(overlap, filled.length);
      block.copy(block, 0, filled.length - kept, filled.length);
      at += bytesRead;
    }
  } finally {
    await handle.close();
  }
}
