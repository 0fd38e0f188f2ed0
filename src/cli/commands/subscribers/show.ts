import type { ReaderRecord } from '../../../app/subscribers/show.ts';
import { openWorkspace } from '../../../app/workspace.ts';
import { printable } from '../../../base/printable.ts';
import { fullName } from '../../../subscribers/subscriber.ts';
import { EXIT, type Io } from '../../io.ts';
import { present, type Presenter } from '../../present.ts';
import { aligned } from '../../table.ts';
import type { SubscribersFlags } from './flags.ts';

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
  exitCode: (reader) => (isKnown(reader) ? EXIT.done : EXIT.failed),
  json: ({ email, subscriber, suppression, editions }) => ({
    email,
    state: stateOf({ subscriber, suppression }),
    suppressed: suppression ? { reason: suppression.reason, since: suppression.since } : null,
    name: (subscriber && fullName(subscriber)) ?? null,
    attributes: subscriber?.attributes ?? {},
    editions,
  }),
  text: (reader) => {
    const { email, subscriber, suppression, editions } = reader;
    if (!isKnown(reader)) return [`${printable(email)} is not on the list.`];
    const name = subscriber && fullName(subscriber);
    const why = suppression
      ? `: ${suppression.reason} (${suppression.since.toISOString().slice(0, 10)})`
      : '';
    const attributes = Object.entries(subscriber?.attributes ?? {});
    const rows = editions.map(({ edition, state, at, reason }) => [
      at.toISOString().slice(0, 10),
      edition,
      state,
      printable(reason ?? ''),
    ]);
    return [
      printable(name === undefined ? email : `${email}  ${name}`),
      printable(`  State:  ${stateOf(reader)}${why}`),
      ...attributes.map(([key, value]) => printable(`  ${key}:  ${value}`)),
      ...(rows.length > 0 ? ['\nEditions:', aligned(rows, ['left', 'left', 'left', 'left'])] : []),
    ];
  },
};

function isKnown({ subscriber, suppression, editions }: ReaderRecord): boolean {
  return subscriber !== undefined || suppression !== undefined || editions.length > 0;
}

function stateOf({ subscriber, suppression }: Pick<ReaderRecord, 'subscriber' | 'suppression'>) {
  if (suppression) return 'suppressed';
  return subscriber ? 'active' : 'not on the list';
}
