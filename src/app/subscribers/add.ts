import { printable } from '../../base/printable.ts';
import { UserError } from '../../base/user-error.ts';
import type { Suppression } from '../../subscribers/suppression.ts';
import { withStore, type Workspace } from '../workspace.ts';
import { readKnown, type Known } from './known.ts';
import { validAddress } from './named-reader.ts';
import { checkTopics } from './topics.ts';

export interface AddOptions {
  readonly name?: string | undefined;
  /** By their short names. Default: every topic. */
  readonly topics?: readonly string[] | undefined;
  /** Where the consent comes from, such as "asked at the counter". Default: it is unknown. */
  readonly consent?: string | undefined;
}

export interface Added {
  readonly email: string;
  readonly readerId: string;
  /** False if they were on the list; then a name and topics that are given replace theirs. */
  readonly added: boolean;
}

/** What the record of consent says if its source was not given. */
export const UNKNOWN_CONSENT = 'unknown';

/**
 * Puts somebody on the list, and records where their consent comes from. Throws UserError if the
 * address or a topic is invalid, or if they have left, were erased, or are suppressed.
 */
export async function addReader(
  workspace: Workspace,
  address: string,
  { name, topics, consent }: AddOptions = {},
): Promise<Added> {
  const email = validAddress(address);
  const chosen = topics && (await checkTopics(workspace, topics));
  return withStore(workspace, async (store) => {
    const known = await readKnown(store, email);
    refuseAbsent(known);
    const source = { source: 'by hand', detail: consent ?? UNKNOWN_CONSENT };
    const plainName = name === undefined ? '' : oneLine(name);
    await store.subscribers.save(
      [
        {
          email,
          ...(plainName !== '' && { name: plainName }),
          ...(chosen && { topics: chosen }),
          attributes: {},
        },
      ],
      { consentOf: () => source },
    );
    const reader = await store.readers.findByEmail(email);
    if (!reader) throw new Error('A subscriber was saved and is not found.');
    if (known.reader && chosen) {
      await store.readers.choose(reader.readerId, { topics: chosen }, source);
    }
    return { email: reader.email, readerId: reader.readerId, added: !known.reader };
  });
}

/** Throws UserError if somebody must not be put on the list by an editor. */
function refuseAbsent({ email, reader, suppression }: Known): void {
  const shown = printable(email);
  if (suppression) {
    throw new UserError(
      suppression.kind === 'erased'
        ? `${shown} was erased on request.`
        : `${shown} is suppressed: ${printable(suppression.reason)} (${dayOf(suppression.since)}).`,
      remedyFor(shown, suppression),
    );
  }
  if (reader?.state.kind === 'unsubscribed') {
    throw new UserError(
      `${shown} unsubscribed on ${dayOf(reader.state.since)}.`,
      `If they want letters again, run \`broadsheet subscribers restore ${shown}\`.`,
    );
  }
}

function remedyFor(shown: string, { kind }: Suppression): string {
  if (kind === 'erased') return 'Only they can come back, by signing up on the site.';
  return kind === 'complaint'
    ? `They reported a letter as spam. If that was a mistake, run \`broadsheet subscribers restore ${shown} --force\`.`
    : `If they want letters again, run \`broadsheet subscribers restore ${shown}\`.`;
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

function oneLine(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\s*\p{Cc}+\s*/gu, ' ')
    .trim();
}
