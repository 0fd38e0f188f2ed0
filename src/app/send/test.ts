import { addressFault } from '../../base/address.ts';
import { letterMaker } from '../../letter/letter.ts';
import type { TestSent } from '../../studio/desk.ts';
import type { NewSubscriber } from '../../subscribers/subscriber.ts';
import { UserError } from '../../base/user-error.ts';
import type { Io } from '../../cli/io.ts';
import { keysFor } from './letters.ts';
import { prepareEdition } from '../prepare.ts';
import { printable } from '../../base/printable.ts';
import { openTarget } from './target.ts';
import type { Workspace } from '../workspace.ts';

/**
 * Sends one letter of an edition to an address, made out to a subscriber, marked as a test in its
 * subject. It is no delivery: the ledger hears nothing of it, and its Message-ID is one of its own.
 * Throws UserError where the address or the edition is none.
 */
export async function sendTest(
  workspace: Workspace,
  named: string | undefined,
  to: string,
  as: NewSubscriber,
  io: Io,
): Promise<TestSent> {
  const fault = addressFault(to);
  if (fault !== undefined) {
    throw new UserError(`"${printable(to)}" is no address: ${fault}.`, 'Name one address to test.');
  }
  const stamp = io.clock().getTime().toString(36);
  const prepared = await prepareEdition(workspace, named, io, (edition) => ({
    ...edition,
    id: `${edition.id}-test-${stamp}`,
    subject: `[Test] ${edition.subject}`,
  }));
  const target = await openTarget(workspace, prepared.config, io);
  try {
    const keys = await keysFor(prepared, target, io);
    const letter = await letterMaker(prepared.composed, keys)({ ...as, email: to });
    const [server] = target.servers;
    const connected = await server?.transport.connect();
    if (!connected?.ok) return { ok: false, message: connected?.failure.message ?? 'no server' };
    const outcome = await connected.connection.send(letter, () => Promise.resolve(true));
    connected.connection.close();
    const where =
      target.kind === 'mailbox' ? 'the built-in mailbox' : (server?.transport.name ?? '');
    if (outcome.kind === 'accepted') return { ok: true, where };
    return { ok: false, message: outcome.kind === 'failed' ? outcome.failure.message : 'withheld' };
  } finally {
    await target.close();
  }
}
