/** The port of single readers over a database. */
import type { Readers } from '../subscribers/readers.ts';
import type { Access } from './access.ts';
import { changeEmail } from './change-email.ts';
import { choose } from './choices.ts';
import { comeBack, giveReason, leaveList } from './departures.ts';
import { eraseReader } from './erase.ts';
import { readRecord } from './reader-record.ts';
import { findReader, findReaderByEmail, listReaders } from './reader-rows.ts';
import { askFor, findRequest, useRequest } from './requests.ts';
import { restore } from './restore.ts';
import { readStats } from './stats.ts';

/** Returns the port `Readers` over a database. */
export function readersOn(access: Access): Readers {
  const { db, dialect, scrub, keys, now, safely, safelyEach, counted } = access;
  return {
    find: (readerId) => safely(() => findReader(db, readerId, now())),
    findByEmail: (email) => safely(() => findReaderByEmail(db, email, now())),
    list: (filter = {}) => safelyEach(listReaders(db, dialect, filter, now())),
    stats: (since) => counted(() => readStats(db, since, now())),
    leave: (batch) => safely(() => leaveList(db, dialect, batch, now())),
    giveReason: (readerId, reason) => safely(() => giveReason(db, readerId, reason)),
    comeBack: (readerId, source) => safely(() => comeBack(db, dialect, readerId, source, now())),
    restore: (which) => safely(() => restore(db, which, now())),
    choose: (readerId, choices, source) =>
      safely(() => choose(db, dialect, readerId, choices, source, now())),
    ask: (readerId, purpose, email) => safely(() => askFor(db, readerId, purpose, email, now())),
    findRequest: (id) => safely(() => findRequest(db, id)),
    useRequest: (id) => safely(() => useRequest(db, id, now())),
    changeEmail: (readerId, email, source) =>
      safely(() => changeEmail(db, dialect, keys, readerId, email, source, now())),
    record: (readerId) => safely(() => readRecord(db, readerId, now())),
    erase: (email) =>
      safely(async () => {
        const { known, spellings } = await eraseReader(db, dialect, keys, email, now());
        return { known, isClean: !known || ((await scrub?.(spellings)) ?? true) };
      }),
  };
}
