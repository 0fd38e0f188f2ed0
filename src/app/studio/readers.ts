/** The list as the studio shows it: read from its open database, changed by the use cases. */
import { addressFault } from '../../base/address.ts';
import { printable } from '../../base/printable.ts';
import { UserError } from '../../base/user-error.ts';
import type { Config } from '../../config/schema.ts';
import type { Store } from '../../store/open.ts';
import {
  SPANS,
  type CountedAudience,
  type GivenReader,
  type ListOverview,
  type ReaderAdded,
  type ReaderChange,
  type ReaderChanged,
  type ReadersDesk,
  type Refused,
  type SpanName,
} from '../../studio/readers.ts';
import { BURST } from '../../subscribers/bursts.ts';
import { growthOf, startOf } from '../../subscribers/growth.ts';
import type { Reader } from '../../subscribers/reader.ts';
import { addReader } from '../subscribers/add.ts';
import { removeReaders } from '../subscribers/leave.ts';
import { pauseReader } from '../subscribers/pause.ts';
import { restoreReaders } from '../subscribers/restore.ts';
import type { Workspace } from '../workspace.ts';

const PAGE_SIZE = 500;
/** For how long a sign-up waits, and what counts as recent. */
const RECENT = { by: 'day', periods: 30 } as const;
const MOST_EDITIONS = 30;
const WEEK_MS = 7 * 86_400_000;

/** Returns what the studio shows of the list, and does about it. */
export function studioReaders(
  workspace: Workspace,
  store: Pick<
    Store,
    'readers' | 'listReport' | 'subscribers' | 'suppressions' | 'signUps' | 'audiences'
  >,
  config: () => Promise<Config>,
): ReadersDesk {
  const { readers, listReport } = store;
  return {
    listOverview: (span) => overviewOf(store, workspace.clock(), span),
    listReaders: (query) => listReport.page({ ...query, limit: PAGE_SIZE }),
    addressStanding: async (email) => {
      const suppression = await store.suppressions.find(email);
      const pending = await store.signUps.findByEmail(email);
      return {
        // Nothing tells an erased address from one that was never known.
        ...(suppression && suppression.kind !== 'erased' && { suppression }),
        ...(pending && { pendingSince: pending.askedAt }),
      };
    },
    reader: (readerId) => readers.record(readerId),
    audiences: async (asked) => audiencesOf(store, await config(), asked),
    topics: async () => (await config()).topics,
    addReader: (given) => add(workspace, given),
    changeReader: async (readerId, change) => {
      const reader = await readers.find(readerId);
      return reader && changeReader(workspace, reader, change);
    },
  };
}

async function overviewOf(
  { readers, listReport, subscribers }: Pick<Store, 'readers' | 'listReport' | 'subscribers'>,
  now: Date,
  span: SpanName,
): Promise<ListOverview> {
  const [start, recent] = [startOf(now, SPANS[span]), startOf(now, RECENT)];
  // Every span goes back that far.
  const stats = await readers.stats(start);
  const onList = await subscribers.count();
  const recentDays = growthOf(stats.days, onList, now, RECENT);
  const confirmed = stats.days
    .filter(({ day }) => Date.parse(day) >= recent.getTime())
    .reduce((sum, day) => sum + day.confirmed, 0);
  const { active, paused } = stats.standings;
  return {
    counts: {
      ...{ onList, active, paused, pending: stats.pending },
      leftRecently: recentDays.reduce((sum, { left }) => sum + left, 0),
      suppressed: await listReport.suppressed(),
    },
    growth: growthOf(stats.days, onList, now, SPANS[span]),
    signUps: { asked: confirmed + stats.pending, confirmed },
    departures: stats.leavers.slice(0, MOST_EDITIONS),
    bursts: await listReport.bursts(recent, BURST),
  };
}

/** Of a longer list, to count one audience takes a second or two for a million. */
const SHORT_LIST = 50_000;

async function audiencesOf(
  { subscribers, audiences }: Pick<Store, 'subscribers' | 'audiences'>,
  { topics, segments }: Config,
  asked: Parameters<ReadersDesk['audiences']>[0],
): Promise<readonly CountedAudience[]> {
  const isShort = (await subscribers.count()) <= SHORT_LIST;
  const all = [
    ...Object.entries(topics).map(
      ([name, label]) => ({ kind: 'topic', name, label, segment: { topic: name } }) as const,
    ),
    ...Object.entries(segments).map(
      ([name, segment]) => ({ kind: 'segment', name, segment }) as const,
    ),
  ];
  const counted: CountedAudience[] = [];
  for (const { segment, ...audience } of all) {
    const { kind, name } = audience;
    const isAsked = isShort || (asked?.kind === kind && asked.name === name);
    counted.push({
      ...audience,
      ...(isAsked && { count: await audiences.count({ name, segment }) }),
    });
  }
  return counted;
}

async function add(
  workspace: Workspace,
  { email, name, topics, consent }: GivenReader,
): Promise<ReaderAdded> {
  const fault = addressFault(email);
  if (fault !== undefined) {
    return refusal(`“${printable(email)}” is not an address: ${printable(fault)}.`, 'Correct it.');
  }
  if (consent === '') return NO_CONSENT;
  return orRefused(async () => {
    const added = await addReader(workspace, email, { name, topics, consent });
    return { ok: true, readerId: added.readerId };
  });
}

const NO_CONSENT = refusal(
  'The form does not say where the consent comes from.',
  'Say in a few words how they asked for it.',
);

async function changeReader(
  workspace: Workspace,
  { readerId, email }: Reader,
  change: ReaderChange,
): Promise<ReaderChanged> {
  const { clock } = workspace;
  // Refusals name the reader by the address, which may be masked: an id can be copied.
  const refused = await orRefused(async () => {
    switch (change.kind) {
      case 'remove':
        await removeReaders(workspace, [readerId]);
        break;
      case 'restore':
        if (change.consent === '') return NO_CONSENT;
        await restoreReaders(workspace, [readerId], { reason: change.consent });
        break;
      case 'pause':
      case 'resume':
        await pauseReader(
          workspace,
          readerId,
          change.kind === 'pause'
            ? new Date(clock().getTime() + change.weeks * WEEK_MS)
            : undefined,
        );
    }
    return { ok: true } as const;
  });
  return refused.ok ? refused : { ...refused, remedy: refused.remedy.replaceAll(email, readerId) };
}

function refusal(message: string, remedy: string): Refused {
  return { ok: false, message, remedy };
}

async function orRefused<T>(work: () => Promise<T>): Promise<T | Refused> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return refusal(error.message, error.remedy);
  }
}
