import type { ListOptions } from '../../../app/subscribers/list.ts';
import { openWorkspace } from '../../../app/workspace.ts';
import { printableJson } from '../../../base/printable.ts';
import { UserError } from '../../../base/user-error.ts';
import { csvLine } from '../../../subscribers/csv-cells.ts';
import { LIST_STATES, type Listed } from '../../../subscribers/listed.ts';
import { EXIT, type Io } from '../../io.ts';
import { listed, oneOf, type SubscribersFlags } from './flags.ts';
import { readerJson, suppressionJson } from './reader-json.ts';
import { addressed, standingWords } from './words.ts';

export interface ListFlags extends SubscribersFlags {
  readonly csv?: boolean;
  readonly state?: string;
  readonly topic?: string;
  readonly audience?: string;
}

const ALL = 'all';

/** Lists subscribers. Returns the exit code. */
export async function listSubscribers(options: ListFlags, io: Io): Promise<number> {
  const app = await import('../../../app/subscribers/list.ts');
  const { json = false, csv = false, state, topic, audience } = options;
  if (json && csv) {
    throw new UserError('--json and --csv exclude each other.', 'Pass one of them.');
  }
  const which: ListOptions = {
    states: state === undefined ? undefined : statesOf(state),
    topic,
    audience,
  };
  const workspace = openWorkspace(io);
  if (csv) {
    // Lines end as RFC 4180 says.
    for await (const row of app.listTable(workspace, which)) io.raw(`${csvLine(row)}\r\n`);
    return EXIT.done;
  }
  let any = false;
  for await (const each of app.listEverybody(workspace, which)) {
    any = true;
    io.out(json ? printableJson(listedJson(each)) : line(each));
  }
  if (!any && !json) io.note(nobody(options));
  return EXIT.done;
}

function statesOf(text: string): NonNullable<ListOptions['states']> {
  const named = listed(text);
  if (named.includes(ALL)) return LIST_STATES;
  return named
    .map((each) => oneOf('--state', [...LIST_STATES, ALL] as const, each))
    .filter((each) => each !== ALL);
}

function nobody({ state, topic, audience }: ListFlags): string {
  return [state, topic, audience].every((each) => each === undefined)
    ? 'The list is empty. Import one: run `broadsheet subscribers import FILE.csv`.'
    : 'Nobody on the list is like that.';
}

function listedJson({ reader, email, state, suppression, since }: Listed) {
  return reader
    ? readerJson(reader)
    : { email, state, suppressed: suppressionJson(suppression), since };
}

function line(each: Listed): string {
  const { email, reader, state } = each;
  const shown = addressed(email, reader);
  if (state === 'active') return shown;
  const facts = reader?.suppression ? { ...each, suppression: reader.suppression } : each;
  return `${shown}  (${standingWords(state, facts)})`;
}
