/** The port of single readers over a database. */
import type { Readers } from '../subscribers/readers.ts';
import type { Access } from './access.ts';
import { choose } from './choices.ts';
import { comeBack, giveReason, leaveList } from './departures.ts';
import { findReader, findReaderByEmail } from './reader-rows.ts';
import { askFor, findRequest, useRequest } from './requests.ts';

export function readersOn({ db, dialect, now, safely }: Access): Readers {
  const soon = () => Promise.reject(new Error('This is not implemented yet.'));
  return {
    find: (readerId) => safely(() => findReader(db, readerId, now())),
    findByEmail: (email) => safely(() => findReaderByEmail(db, email, now())),
    // eslint-disable-next-line
    list: async function* () {
      await soon();
    },
    stats: soon,
    join: soon,
    leave: (batch) => safely(() => leaveList(db, dialect, batch, now())),
    giveReason: (readerId, reason) => safely(() => giveReason(db, readerId, reason)),
    comeBack: (readerId, source) => safely(() => comeBack(db, dialect, readerId, source, now())),
    restore: soon,
    choose: (readerId, choices, source) =>
      safely(() => choose(db, dialect, readerId, choices, source, now())),
    ask: (readerId, purpose, email) => safely(() => askFor(db, readerId, purpose, email, now())),
    findRequest: (id) => safely(() => findRequest(db, id)),
    useRequest: (id) => safely(() => useRequest(db, id, now())),
    changeEmail: soon,
    record: soon,
    erase: soon,
  };
}
