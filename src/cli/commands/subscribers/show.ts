import type { ReaderRecord } from '../../../app/subscribers/show.ts';
import { openWorkspace } from '../../../app/workspace.ts';
import { printable } from '../../../base/printable.ts';
import type { Consent } from '../../../subscribers/reader.ts';
import { fullName } from '../../../subscribers/subscriber.ts';
import { EXIT, type Io } from '../../io.ts';
import { present, type Presenter } from '../../present.ts';
import { aligned } from '../../table.ts';
import type { SubscribersFlags } from './flags.ts';
import { suppressionJson } from './reader-json.ts';
import { addressed, dayOf, standingWords } from './words.ts';

/** Shows what is known of one reader. Returns the exit code: 1 if nothing is. */
export async function showSubscriber(
  reader: string,
  options: SubscribersFlags,
  io: Io,
): Promise<number> {
  const { readReader } = await import('../../../app/subscribers/show.ts');
  return present(await readReader(openWorkspace(io), reader), READER_PRESENTER, options, io);
}

const READER_PRESENTER: Presenter<ReaderRecord> = {
  exitCode: ({ state }) => (state === 'not on the list' ? EXIT.failed : EXIT.done),
  json: (record) => {
    const { email, state, suppression, subscriber, pendingSince, consents, departures } = record;
    return {
      email,
      state,
      topics: subscriber?.topics ?? null,
      suppressed: suppressionJson(suppression),
      consents,
      name: (subscriber && fullName(subscriber)) ?? null,
      attributes: subscriber?.attributes ?? {},
      locale: subscriber?.locale ?? null,
      timeZone: subscriber?.timeZone ?? null,
      since: subscriber?.since ?? null,
      ...(subscriber?.state.kind === 'paused' && { pausedUntil: subscriber.state.until }),
      ...(subscriber?.state.kind === 'unsubscribed' && { unsubscribedAt: subscriber.state.since }),
      ...(pendingSince && { pendingSince }),
      departures,
      editions: record.editions,
    };
  },
  text: (record) => {
    const { email, state, subscriber, suppression, pendingSince } = record;
    const known = {
      ...(subscriber && { reader: subscriber }),
      ...(suppression && { suppression }),
      ...(pendingSince && { since: pendingSince }),
    };
    if (state === 'not on the list') return [`${printable(email)} is not on the list.`];
    return [
      addressed(email, subscriber),
      `  State:  ${standingWords(state, known)}`,
      ...profile(record),
      ...table('Consent', record.consents.map(consentRow)),
      ...table('Departures', record.departures.map(departureRow)),
      ...table('Editions', record.editions.map(editionRow)),
    ];
  },
};

function profile({ subscriber }: ReaderRecord): readonly string[] {
  if (!subscriber) return [];
  const { topics, locale, timeZone, attributes, since } = subscriber;
  const chosen = topics && (topics.length > 0 ? topics.join(', ') : 'none');
  const fields = [
    ['Since', dayOf(since)],
    ['Topics', chosen],
    ['Language', locale],
    ['Time zone', timeZone],
    ...Object.entries(attributes),
  ];
  return fields.flatMap(([name = '', value]) =>
    value === undefined ? [] : [printable(`  ${name}:  ${value}`)],
  );
}

function table(title: string, rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const sides = rows[0]?.map(() => 'left' as const) ?? [];
  return [`\n${title}:`, aligned(rows, sides)];
}

function consentRow({ at, action, source, page, detail }: Consent): readonly string[] {
  return [dayOf(at), action, printable(page ?? source), printable(detail ?? '')];
}

function departureRow(departure: ReaderRecord['departures'][number]): readonly string[] {
  const { at, how, edition, reason, undoneAt } = departure;
  const undone = undoneAt && `undone on ${dayOf(undoneAt)}`;
  const said = reason === undefined ? undefined : `"${reason}"`;
  const words = [said, undone].filter((each) => each !== undefined).join(', ');
  return [dayOf(at), how, printable(edition ?? ''), printable(words)];
}

function editionRow({ edition, state, at, reason }: ReaderRecord['editions'][number]) {
  return [dayOf(at), printable(edition), state, printable(reason ?? '')];
}
