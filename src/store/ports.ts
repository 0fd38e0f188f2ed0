/** The ports of deliver/ and subscribers/ over a database. */
import { DatabaseUnavailableError } from '../base/database-unavailable.ts';
import { LedgerGoneError } from '../base/ledger-gone.ts';
import type { Ledger } from '../deliver/ledger.ts';
import type { Runs } from '../deliver/runs.ts';
import type { SubscriberList, Suppressions } from '../subscribers/list.ts';
import type { Outbox } from '../subscribers/outbox.ts';
import type { ReaderKeys } from '../subscribers/reader-keys.ts';
import { asError } from '../base/as-error.ts';
import {
  expireWaiting,
  firstRetry,
  leaveOutSuppressed,
  listReleased,
  listWaiting,
  pageOfDue,
  reopenDeliveries,
  settleReleased,
} from './deliveries.ts';
import type { Engine } from './engine.ts';
import { amendRun, claimRun, freeLease, holderOf, renewLease, type LeaseClocks } from './leases.ts';
import {
  acceptedOverTime,
  addressesIn,
  countAtExampleDomains,
  countRefusals,
  listUndelivered,
  tallyDomains,
  tallyRun,
} from './reports.ts';
import { claimMails, outboxStanding, purgeMails, queueMails, settleMail } from './outbox.ts';
import { recordAgain } from './record-again.ts';
import { createRun, findRun, runsSince, storiesSince } from './runs.ts';
import {
  countSubscribers,
  findSubscriber,
  findSubscriberByEmail,
  receivedEditions,
  removeSubscriber,
  listSubscribers,
  listTimeZones,
  longestSubscriber,
  saveSubscribers,
  searchSubscribers,
} from './subscribers.ts';
import { createCounting, type Counting } from './tallies.ts';
import { findSuppression, suppress } from './suppressions.ts';

/** What every port shares: the database, the time, and one kind of error for an unavailable database. */
interface Access extends Pick<Engine, 'db' | 'dialect' | 'record'> {
  readonly keys: ReaderKeys;
  /** The time as ISO 8601 in UTC. */
  readonly now: () => string;
  readonly clocks: LeaseClocks;
  readonly counting: Counting;
  readonly safely: <T>(work: () => T | Promise<T>) => Promise<T>;
  /** The same, for what a run asks now and then: is the database still at its place? */
  readonly atItsPlace: <T>(work: () => T | Promise<T>) => Promise<T>;
  /** The same, for what reads the counts of a run. */
  readonly counted: <T>(work: () => Promise<T>) => Promise<T>;
  readonly safelyEach: <T>(items: AsyncIterable<T>) => AsyncGenerator<T>;
}

export interface Ports {
  readonly ledger: Ledger;
  readonly runs: Runs;
  readonly subscribers: SubscriberList;
  readonly suppressions: Suppressions;
  readonly outbox: Outbox;
}

/** Implements the ports on an open database; `clock` stamps what is written. */
export function portsOn(engine: Engine, clock: () => Date, keys: ReaderKeys): Ports {
  const access = accessTo(engine, clock, keys);
  return {
    ledger: ledgerOn(access),
    runs: runsOn(access),
    subscribers: subscribersOn(access),
    suppressions: suppressionsOn(access),
    outbox: outboxOn(access),
  };
}

function accessTo(engine: Engine, clock: () => Date, keys: ReaderKeys): Access {
  const { db, dialect, record, isUnavailable, remedyFor, verify } = engine;
  const wrap = (error: unknown) =>
    !(error instanceof LedgerGoneError) && isUnavailable(error)
      ? new DatabaseUnavailableError(asError(error), remedyFor(error))
      : asError(error);
  const safely: Access['safely'] = async (work) => {
    try {
      return await work();
    } catch (error) {
      throw wrap(error);
    }
  };
  const counting = createCounting(db, dialect);
  return {
    db,
    dialect,
    record,
    keys,
    now: () => clock().toISOString(),
    counting,
    clocks: { shared: engine.serverTime ?? (() => Promise.resolve(clock())), own: clock },
    safely,
    atItsPlace: (work) =>
      safely(() => {
        verify?.();
        return work();
      }),
    counted: (work) => safely(() => counting.catchUp().then(work)),
    safelyEach: async function* (items) {
      try {
        yield* items;
      } catch (error) {
        throw wrap(error);
      }
    },
  };
}

function ledgerOn(access: Access): Ledger {
  const { db, dialect, record, counting, now, clocks } = access;
  const { safely, atItsPlace, counted, safelyEach } = access;
  return {
    renew: (lease, seconds) => atItsPlace(() => renewLease(db, lease, seconds, clocks)),
    leaveOut: (lease) => atItsPlace(() => leaveOutSuppressed(db, lease, now())),
    expire: (lease, reason) => safely(() => expireWaiting(db, lease, now(), reason)),
    page: (run, after, limit, dueBy) => safely(() => pageOfDue(db, run, after, limit, dueBy)),
    nextRetry: (run) => atItsPlace(() => firstRetry(db, dialect, run)),
    record: (lease, changes, attempt) => {
      const at = attempt?.at.toISOString() ?? now();
      return safely(async () => {
        const recorded = await (attempt?.again === true
          ? recordAgain({ db, record }, lease, changes, at)
          : record(lease, changes, at));
        counting.noteSteps(changes.length);
        return recorded;
      });
    },
    suppress: (email, reason) => safely(() => suppress(db, email, reason, now(), 'hard-bounce')),
    tally: (run) => counted(() => tallyRun(db, run)),
    releasedSince: (time, destination) => safelyEach(listReleased(db, time, destination)),
  };
}

function runsOn(access: Access): Runs {
  const { db, dialect, counting, now, clocks, safely, counted, safelyEach } = access;
  return {
    find: (edition, audience, destination) =>
      safely(() => findRun(db, edition, audience, destination)),
    storiesSince: (time, audience, destination) =>
      safely(() => storiesSince(db, time, audience, destination)),
    since: (time, audience, destination) =>
      safely(() => runsSince(db, time, audience, destination)),
    create: (plan) => safely(() => createRun(db, dialect, plan, now())),
    claim: (run, owner, seconds, isDead) =>
      safely(() => claimRun(db, run, { owner, seconds, isDead }, clocks)),
    free: (lease) =>
      safely(async () => {
        await freeLease(db, lease);
        await counting.finish();
      }),
    amend: (lease, contentHash) => safely(() => amendRun(db, lease, contentHash, now())),
    settle: (lease) => safely(() => settleReleased(db, lease, now())),
    reopen: (lease, states) => safely(() => reopenDeliveries(db, lease, states, now())),
    holder: (run) => safely(() => holderOf(db, run, clocks)),
    tally: (run) => counted(() => tallyRun(db, run)),
    tallyByDomain: (run) => counted(() => tallyDomains(db, run)),
    hasDue: (run, by) => safely(async () => (await pageOfDue(db, run, 0, 1, by)).length > 0),
    nextRetry: (run) => safely(() => firstRetry(db, dialect, run)),
    waiting: (run) => safelyEach(listWaiting(db, run)),
    atExampleDomains: (run) => safely(() => countAtExampleDomains(db, run)),
    undelivered: (run) => safelyEach(listUndelivered(db, dialect, run)),
    acceptedOverTime: (run) => counted(() => acceptedOverTime(db, run)),
    countRefusals: (run) => safely(() => countRefusals(db, dialect, run)),
    addressesIn: (run, state) => safely(() => addressesIn(db, dialect, run, state)),
  };
}

function subscribersOn({ db, dialect, keys, now, safely, safelyEach }: Access): SubscriberList {
  return {
    save: (batch, { replace = false } = {}) =>
      safely(() => saveSubscribers(db, dialect, keys, batch, now(), replace)),
    count: () => safely(() => countSubscribers(db)),
    timeZones: () => safely(() => listTimeZones(db)),
    longest: () => safely(() => longestSubscriber(db)),
    find: (id) => safely(() => findSubscriber(db, id)),
    findByEmail: (email) => safely(() => findSubscriberByEmail(db, email)),
    remove: (email) => safely(() => removeSubscriber(db, email, now())),
    received: (email) => safely(() => receivedEditions(db, email)),
    search: (text, limit) => safely(() => searchSubscribers(db, text, limit)),
    all: () => safelyEach(listSubscribers(db)),
  };
}

function suppressionsOn({ db, now, safely }: Access): Suppressions {
  return {
    add: (email, reason, kind) => safely(() => suppress(db, email, reason, now(), kind)),
    find: (email) => safely(() => findSuppression(db, email)),
  };
}

function outboxOn({ db, dialect, now, clocks, safely }: Access): Outbox {
  return {
    add: (mails) => safely(() => queueMails(db, mails, now())),
    claim: (owner, limit, seconds) =>
      safely(() => claimMails(db, dialect, clocks, { owner, limit, seconds })),
    settle: (owner, id, outcome) => safely(() => settleMail(db, owner, id, outcome, now())),
    standing: () => safely(() => outboxStanding(db)),
    purge: (before) => safely(() => purgeMails(db, before)),
  };
}
