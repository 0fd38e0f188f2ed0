import type { Email } from 'postal-mime';
import { plural } from '../base/format.ts';
import { UserError } from '../base/user-error.ts';
import { parseMail, readHead } from '../mailbox/mail.ts';
import { openMaildir, type Maildir } from '../mailbox/maildir.ts';
import { mailboxFolder, type Workspace } from './workspace.ts';

/** A message of the built-in mailbox. */
export interface CaughtMail {
  /** Its place in the list, from 1. */
  readonly number: number;
  readonly headers: Email;
}

/** Lists what the built-in mailbox has caught, oldest first; `total` counts its files. */
export async function listCaught(workspace: Workspace): Promise<{
  readonly total: number;
  readonly messages: AsyncIterable<CaughtMail>;
}> {
  const maildir = await openMaildir(mailboxFolder(workspace));
  const names = await maildir.list();
  return { total: names.length, messages: readAll(maildir, names) };
}

async function* readAll(maildir: Maildir, names: readonly string[]): AsyncGenerator<CaughtMail> {
  for (const [index, name] of names.entries()) {
    const headers = await readHead(maildir, name);
    if (headers) yield { number: index + 1, headers };
  }
}

/**
 * Reads one message: by its number in the list, or the newest to an address. Throws UserError if
 * there is none.
 */
export async function readCaught(
  workspace: Workspace,
  which: string,
): Promise<CaughtMail & { readonly message: Email; readonly raw: Buffer }> {
  const maildir = await openMaildir(mailboxFolder(workspace));
  const names = await maildir.list();
  const found = /^\d+$/.test(which)
    ? await byNumber(maildir, names, Number(which))
    : await newestTo(maildir, names, which);
  const name = found && names[found.number - 1];
  const raw = name === undefined ? undefined : await maildir.read(name);
  if (!found || !raw) {
    throw new UserError(
      `The mailbox has no message to ${which}.`,
      'To list the messages, run `broadsheet mailbox`.',
    );
  }
  return { ...found, message: await parseMail(raw), raw };
}

async function byNumber(
  maildir: Maildir,
  names: readonly string[],
  number: number,
): Promise<CaughtMail | undefined> {
  const name = names[number - 1];
  if (name === undefined) {
    throw new UserError(
      `There is no message ${number}; the mailbox has ${plural(names.length, 'message')}.`,
      'To list them, run `broadsheet mailbox`.',
    );
  }
  const headers = await readHead(maildir, name);
  return headers && { number, headers };
}

async function newestTo(
  maildir: Maildir,
  names: readonly string[],
  address: string,
): Promise<CaughtMail | undefined> {
  const wanted = address.toLowerCase();
  for (const [index, name] of Array.from(names.entries()).reverse()) {
    const headers = await readHead(maildir, name);
    if (headers?.to?.some(({ address: to }) => to?.toLowerCase() === wanted)) {
      return { number: index + 1, headers };
    }
  }
  return undefined;
}
