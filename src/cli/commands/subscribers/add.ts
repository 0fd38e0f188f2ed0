import type { Added } from '../../../app/subscribers/add.ts';
import { openWorkspace } from '../../../app/workspace.ts';
import { printable } from '../../../base/printable.ts';
import { EXIT, type Io } from '../../io.ts';
import { present, type Presenter } from '../../present.ts';
import { marked } from '../../style.ts';
import { listed, type SubscribersFlags } from './flags.ts';

export interface AddFlags extends SubscribersFlags {
  readonly name?: string;
  readonly topics?: string;
  readonly consent?: string;
}

/** Puts somebody on the list. Returns the exit code. */
export async function addSubscriber(
  address: string,
  { name, topics, consent, json }: AddFlags,
  io: Io,
): Promise<number> {
  const { addReader } = await import('../../../app/subscribers/add.ts');
  const added = await addReader(openWorkspace(io), address, {
    name,
    topics: topics === undefined ? undefined : listed(topics),
    consent,
  });
  if (consent === undefined && added.added && json !== true) {
    io.note(marked('note', UNKNOWN_CONSENT));
  }
  return present(added, PRESENTER, { json: json === true }, io);
}

const UNKNOWN_CONSENT =
  'The consent is recorded as unknown. With --consent "…", say where it comes from.';

const PRESENTER: Presenter<Added> = {
  exitCode: () => EXIT.done,
  json: ({ email, added }) => ({ email, added }),
  text: ({ email, added }) => [
    marked(
      'done',
      printable(added ? `Added ${email}.` : `${email} was on the list, and is updated.`),
    ),
  ],
};
