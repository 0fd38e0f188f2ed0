/** The ports of deliver/ and subscribers/ over a database. */
import type { LateDeliveries } from '../deliver/late-deliveries.ts';
import type { Ledger } from '../deliver/ledger.ts';
import type { Runs } from '../deliver/runs.ts';
import type { Audiences } from '../subscribers/audiences.ts';
import type { SubscriberList } from '../subscribers/list.ts';
import type { Suppressions } from '../subscribers/suppression.ts';
import type { Outbox } from '../subscribers/outbox.ts';
import type { Limits } from '../subscribers/limits.ts';
import type { SignUps } from '../subscribers/sign-ups.ts';
import type { ReaderKeys } from '../subscribers/reader-keys.ts';
import type { ListReport } from '../subscribers/list-report.ts';
import type { Readers } from '../subscribers/readers.ts';
import type { Bursts } from '../subscribers/bursts.ts';
import { accessTo, type Access } from './access.ts';
import { burstsOn } from './bursts.ts';
import {
  abandonWaiting,
  expireWaiting,
  firstRetry,
  leaveOut,
  listReleased,
  listWaiting,
  pageOfDue,
  reopenDeliveries,
  settleReleased,
} from './deliveries.ts';
import { countAudience, listReceivers } from './audiences.ts';
import type { Engine } from './engine.ts';
import { amendRun, askToStop, claimRun, freeLease, holderOf, renewLease } from './leases.ts';
import {
  acceptedOverTime,
  countAtExampleDomains,
  countRefusals,
  listUndelivered,
  tallyDomains,
  tallyRun,
  undeliveredReaders,
} from './reports.ts';
import { confirmSignUp } from './confirm-sign-up.ts';
import { isUsed, purgeLimits, takeTokens, useOnce } from './limits.ts';
import {
  claimMails,
  outboxStanding,
  purgeMails,
  queueMails,
  renewMails,
  sentSince,
  settleMail,
} from './outbox.ts';
import { createCaps, isHalfUsed, slotsAt } from './sign-up-caps.ts';
import { anyWaiting, releaseSignUps } from './sign-up-mails.ts';
import {
  askFor,
  countSignUps,
  findPending,
  listPending,
  findSignUp,
  purgeSignUps,
} from './sign-ups.ts';
import { purgeRequests } from './requests.ts';
import { recordAgain } from './record-again.ts';
import { createRun, findRun, hasReached, runsOfEdition, runsSince, storiesSince } from './runs.ts';
import {
  countSubscribers,
  findSubscriber,
  findSubscriberByEmail,
  listSubscribers,
  listTimeZones,
  longestSubscriber,
  searchSubscribers,
} from './subscribers.ts';
import { lateDeliveriesOn } from './late-deliveries.ts';
import { listReportOn } from './list-report.ts';
import { removeByHand } from './departures.ts';
import { saveSubscribers } from './save.ts';
import { readersOn } from './readers.ts';
import { findSuppression, liftSuppression, listSuppressions, suppress } from './suppressions.ts';

export interface Ports {
  readonly ledger: Ledger;
  readonly runs: Runs;
  readonly subscribers: SubscriberList;
  readonly audiences: Audiences;
  readonly readers: Readers;
  readonly listReport: ListReport;
  readonly bursts: Bursts;
  readonly suppressions: Suppressions;
  readonly outbox: Outbox;
  readonly lateDeliveries: LateDeliveries;
  readonly signUps: SignUps;
  readonly limits: Limits;
}

/** Implements the ports on an open database; `clock` stamps what is written. */
export function portsOn(engine: Engine, clock: () => Date, keys: ReaderKeys): Ports {
  const access = accessTo(engine, clock, keys);
  const signUps = signUpsOn(access);
  return {
    ledger: ledgerOn(access),
    runs: runsOn(access),
    subscribers: subscribersOn(access),
    audiences: audiencesOn(access),
    readers: readersOn(access),
    listReport: listReportOn(access),
    bursts: burstsOn(access),
    suppressions: suppressionsOn(access),
    lateDeliveries: lateDeliveriesOn(access),
    outbox: outboxOn(access, signUps),
    signUps,
    limits: limitsOn(access),
  };
}

function ledgerOn(access: Access): Ledger {
  const { db, dialect, record, counting, keys, now, clocks } = access;
  const { safely, atItsPlace, counted, safelyEach } = access;
  return {
    renew: (lease, seconds) => atItsPlace(() => renewLease(db, lease, seconds, clocks)),
    leaveOut: (lease, subscriberId) => atItsPlace(() => leaveOut(db, lease, now(), subscriberId)),
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
    suppress: (email, reason) =>
      safely(() => suppress(db, keys, email, reason, now(), 'hard-bounce')),
    tally: (run) => counted(() => tallyRun(db, run)),
    releasedSince: (time, destination) => safelyEach(listReleased(db, time, destination)),
  };
}

function runsOn(access: Access): Runs {
  const { db, dialect, counting, now, clocks, safely, counted, safelyEach } = access;
  return {
    find: (edition, audience, destination) =>
      safely(() => findRun(db, edition, audience, destination)),
    ofEdition: (edition, destination) => safely(() => runsOfEdition(db, edition, destination)),
    storiesSince: (time, destination) => safely(() => storiesSince(db, time, destination)),
    since: (time, destination) => safely(() => runsSince(db, time, destination)),
    reached: (run, segment) => safely(() => hasReached(db, dialect, run, segment)),
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
    abandon: (lease, reason) => safely(() => abandonWaiting(db, lease, now(), reason)),
    reopen: (lease, states) => safely(() => reopenDeliveries(db, lease, states, now())),
    holder: (run) => safely(() => holderOf(db, run, clocks)),
    askToStop: (run) => safely(() => askToStop(db, run)),
    tally: (run) => counted(() => tallyRun(db, run)),
    tallyByDomain: (run) => counted(() => tallyDomains(db, run)),
    hasDue: (run, by) => safely(async () => (await pageOfDue(db, run, 0, 1, by)).length > 0),
    nextRetry: (run) => safely(() => firstRetry(db, dialect, run)),
    waiting: (run) => safelyEach(listWaiting(db, run, now())),
    atExampleDomains: (run, segment) =>
      safely(() => countAtExampleDomains(db, dialect, run, segment)),
    undelivered: (run) => safelyEach(listUndelivered(db, dialect, run)),
    undeliveredReaders: (run, part) => safely(() => undeliveredReaders(db, dialect, run, part)),
    acceptedOverTime: (run) => counted(() => acceptedOverTime(db, run)),
    countRefusals: (run) => safely(() => countRefusals(db, dialect, run)),
  };
}

function subscribersOn({ db, dialect, keys, now, safely, safelyEach }: Access): SubscriberList {
  return {
    save: (batch, options) =>
      safely(() => saveSubscribers(db, dialect, keys, batch, now(), options)),
    count: () => safely(() => countSubscribers(db)),
    timeZones: (segment) => safely(() => listTimeZones(db, dialect, segment)),
    longest: (segment) => safely(() => longestSubscriber(db, dialect, segment)),
    find: (id) => safely(() => findSubscriber(db, id)),
    findByEmail: (email) => safely(() => findSubscriberByEmail(db, email)),
    remove: (email) => safely(() => removeByHand(db, dialect, email, now())),
    search: (text, limit) => safely(() => searchSubscribers(db, text, limit)),
    all: () => safelyEach(listSubscribers(db)),
  };
}

function audiencesOn({ db, dialect, now, safely, safelyEach }: Access): Audiences {
  return {
    count: (audience, sent) => safely(() => countAudience(db, dialect, audience, sent, now())),
    receivers: (audience, sent) => safelyEach(listReceivers(db, dialect, audience, sent, now())),
  };
}

function suppressionsOn({ db, keys, now, safely, safelyEach }: Access): Suppressions {
  return {
    add: (email, reason, kind) => safely(() => suppress(db, keys, email, reason, now(), kind)),
    find: (email) => safely(() => findSuppression(db, keys, email)),
    lift: (email) => safely(() => liftSuppression(db, keys, email, now())),
    all: () => safelyEach(listSuppressions(db)),
  };
}

function outboxOn({ db, dialect, now, clocks, safely }: Access, signUps: SignUps): Outbox {
  return {
    add: (mails) => safely(() => queueMails(db, mails, now())),
    claim: async (owner, limit, seconds) => {
      // A sender of mails also takes those that waited for the caps.
      await signUps.release();
      return safely(() => claimMails(db, dialect, clocks, { owner, limit, seconds }));
    },
    renew: (owner, ids, seconds) => safely(() => renewMails(db, clocks, { owner, ids, seconds })),
    sentSince: (time) => safely(() => sentSince(db, time)),
    settle: (owner, id, outcome) => safely(() => settleMail(db, owner, id, outcome, now())),
    standing: () => safely(() => outboxStanding(db)),
    purge: (before) => safely(() => purgeMails(db, before)),
  };
}

function signUpsOn({ db, keys, now, safely, safelyEach }: Access): SignUps {
  const capsAt = createCaps(db);
  const at = () => new Date(now());
  return {
    ask: (signUp) =>
      safely(async () => {
        const time = at();
        return askFor(db, keys, signUp, await capsAt(time), time);
      }),
    release: () =>
      safely(async () => {
        const time = at();
        if (!(await anyWaiting(db, time))) return 0;
        return releaseSignUps(db, keys, await capsAt(time), time);
      }),
    isBusy: () =>
      safely(async () => {
        const time = at();
        return isHalfUsed(await slotsAt(db, await capsAt(time), time));
      }),
    find: (id) => safely(() => findSignUp(db, id, at())),
    findByEmail: (email) => safely(() => findPending(db, email)),
    pending: () => safelyEach(listPending(db)),
    confirm: (id, { newestEdition = false } = {}) =>
      safely(() => confirmSignUp(db, keys, id, at(), newestEdition)),
    count: () => safely(() => countSignUps(db)),
    purge: () =>
      safely(async () => {
        const others = (await purgeLimits(db, at())) + (await purgeRequests(db, now()));
        return (await purgeSignUps(db, at())) + others;
      }),
  };
}

function limitsOn({ db, now, safely }: Access): Limits {
  return {
    take: (buckets) => safely(() => takeTokens(db, buckets, new Date(now()))),
    useOnce: (key, until) => safely(() => useOnce(db, key, until, now())),
    isUsed: (key) => safely(() => isUsed(db, key, now())),
  };
}
