import { addressFault } from '../../base/address.ts';
import { printable } from '../../base/printable.ts';
import { UserError } from '../../base/user-error.ts';
import type { Edition } from '../../edition/edition.ts';
import { letterMaker } from '../../letter/letter.ts';
import type { TestSent } from '../../studio/desk.ts';
import { withoutReaderId, type NewSubscriber } from '../../subscribers/subscriber.ts';
import type { EditionFile } from '../editions.ts';
import { assemble, prepareLetter } from '../prepare/prepare.ts';
import type { Workspace } from '../workspace.ts';
import { openDestination } from './destination.ts';
import { loadKeys } from './letters.ts';

/**
 * Sends one letter of an edition to an address, made out to a subscriber, marked as a test in its
 * subject. It is no delivery: the ledger does not record it, and its Message-ID is its own. Throws
 * UserError if the address is invalid or the edition does not exist.
 */
export async function sendTest(
  workspace: Workspace,
  named: string | EditionFile | undefined,
  to: string,
  subscriber: NewSubscriber,
): Promise<TestSent> {
  const fault = addressFault(to);
  if (fault !== undefined) {
    throw new UserError(`"${printable(to)}" is not an address: ${fault}.`, 'Name one address.');
  }
  const assembled = await assemble(workspace, named);
  const edition = asTest(assembled.edition, workspace.clock());
  const prepared = await prepareLetter(workspace, { ...assembled, edition });
  const opened = await openDestination(workspace, prepared.config);
  const { destination, servers } = opened;
  try {
    const keys = await loadKeys(prepared, destination, workspace.env);
    const letter = await letterMaker(
      prepared.composed,
      keys,
    )({ ...withoutReaderId(subscriber), email: to });
    const [server] = servers;
    const connected = await server?.transport.connect();
    if (!connected?.ok) return { ok: false, message: connected?.failure.message ?? 'no server' };
    const outcome = await connected.connection.send(letter, () => Promise.resolve(true));
    connected.connection.close();
    const { kind, name } = destination;
    const where = kind === 'mailbox' ? name : (server?.transport.name ?? name);
    if (outcome.kind === 'accepted') return { ok: true, where };
    return { ok: false, message: outcome.kind === 'failed' ? outcome.failure.message : 'withheld' };
  } finally {
    await opened.close();
  }
}

function asTest(edition: Edition, now: Date): Edition {
  const stamp = now.getTime().toString(36);
  return {
    ...edition,
    id: `${edition.id}-test-${stamp}`,
    subject: `[Test] ${edition.subject}`,
    publishedAt: now,
  };
}
