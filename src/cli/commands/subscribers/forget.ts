import type { Forgotten } from '../../../app/subscribers/forget.ts';
import { openWorkspace } from '../../../app/workspace.ts';
import { plural } from '../../../base/format.ts';
import { printable } from '../../../base/printable.ts';
import { UserError } from '../../../base/user-error.ts';
import { EXIT, type Io } from '../../io.ts';
import { present, type Presenter } from '../../present.ts';
import { marked } from '../../style.ts';
import { confirmed, type SubscribersFlags } from './flags.ts';

export interface ForgetFlags extends SubscribersFlags {
  readonly yes?: boolean;
  readonly logFile?: readonly string[];
}

/** Erases a reader. Returns the exit code: 1 if nothing is known of them, or something is left. */
export async function forgetSubscriber(
  address: string,
  options: ForgetFlags,
  io: Io,
): Promise<number> {
  const { forgetReader } = await import('../../../app/subscribers/forget.ts');
  const { validAddress } = await import('../../../app/subscribers/named-reader.ts');
  const email = validAddress(address);
  const answer = await confirmed(
    `Erase everything about ${printable(email)}? This can't be undone.`,
    options,
    io,
    new UserError(
      `Can't ask whether to erase ${printable(email)}: this is not an interactive terminal.`,
      'Pass --yes to erase it without asking.',
    ),
  );
  if (!answer) {
    io.note('Nothing was erased.');
    return EXIT.done;
  }
  const forgotten = await forgetReader(openWorkspace(io), email, { logs: options.logFile });
  return present({ ...forgotten, email }, PRESENTER, options, io);
}

const PRESENTER: Presenter<Forgotten & { readonly email: string }> = {
  exitCode: ({ known, isClean }) => (known && isClean ? EXIT.done : EXIT.failed),
  json: ({ known, isClean, letters, logged }) => ({ known, isClean, letters, logged }),
  text: ({ email, known, isClean, letters, logged }) => [
    known
      ? marked('done', printable(`Erased ${email}.`))
      : marked('warning', printable(`Nothing is known of ${email}. Is it spelled correctly?`)),
    ...(known ? KEPT : []),
    ...(letters > 0 ? [`  ${plural(letters, 'letter')} in the mailbox and dry runs removed.`] : []),
    ...(logged > 0 ? [`  Overwritten in ${plural(logged, 'place')} of the logs.`] : []),
    ...(isClean ? [] : [marked('warning', NOT_CLEAN)]),
    ...(known ? [BACKUPS] : []),
  ],
};

const KEPT = [
  '  Removed: the profile, what they chose, addresses in the record of consent, and servers’ replies.',
  '  Kept: a keyed hash of the address, so that no import adds it, and the counts of past runs.',
];
const NOT_CLEAN =
  'Another program is using the database, so its file may still contain the address. Stop it, and run this again.';
const BACKUPS =
  '  Not reached: backups, other logs, and files that you exported. docs/privacy.md says what to do.';
