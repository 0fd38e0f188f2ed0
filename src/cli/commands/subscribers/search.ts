import { openWorkspace } from '../../../app/workspace.ts';
import { plural } from '../../../base/format.ts';
import { printable, printableJson } from '../../../base/printable.ts';
import { STANDINGS, standingOf } from '../../../subscribers/reader.ts';
import { EXIT, type Io } from '../../io.ts';
import { marked } from '../../style.ts';
import type { SubscribersFlags } from './flags.ts';
import { readerJson } from './reader-json.ts';
import { addressed, standingWords } from './words.ts';

const MOST_FOUND = 100;

/** Finds readers by a part of their address or name. Returns the exit code: 1 if there is none. */
export async function searchSubscribers(
  text: string,
  options: SubscribersFlags,
  io: Io,
): Promise<number> {
  const { listReaders } = await import('../../../app/subscribers/list.ts');
  const json = options.json === true;
  const limit = json ? {} : { limit: MOST_FOUND + 1 };
  let count = 0;
  for await (const reader of listReaders(openWorkspace(io), {
    text,
    states: STANDINGS,
    ...limit,
  })) {
    if (json) io.out(printableJson(readerJson(reader)));
    else if (count < MOST_FOUND) {
      const state = standingOf(reader);
      const words = standingWords(state, { ...reader, reader });
      io.out(addressed(reader.email, reader) + (state === 'active' ? '' : `  (${words})`));
    }
    count++;
  }
  if (count === 0 && !json) io.note(printable(`No reader's address or name contains "${text}".`));
  if (count > MOST_FOUND && !json) {
    io.note(
      marked(
        'note',
        `There are more than ${plural(MOST_FOUND, 'reader')}. Search for more text, or use --json.`,
      ),
    );
  }
  return count > 0 ? EXIT.done : EXIT.failed;
}
