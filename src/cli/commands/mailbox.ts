import type { Email } from 'postal-mime';
import { formatAddresses, parseMail, readHead } from '../../mailbox/mail.ts';
import { openMaildir, type Maildir } from '../../mailbox/maildir.ts';
import { UserError } from '../../base/user-error.ts';
import { EXIT, plural, type Io } from '../io.ts';
import { mailboxFolder, openWorkspace } from '../../app/workspace.ts';

export interface MailboxOptions {
  readonly json?: boolean;
  readonly raw?: boolean;
}

interface Mail {
  readonly number: number;
  readonly name: string;
  /** Its headers. */
  readonly email: Email;
}

/** Lists what the built-in mailbox has caught, oldest first. */
export async function listMailbox(options: MailboxOptions, io: Io): Promise<number> {
  const maildir = await openMaildir(mailboxFolder(openWorkspace(io)));
  const names = await maildir.list();
  if (names.length === 0 && options.json !== true) {
    io.note('The mailbox is empty. Without SMTP_URL, "broadsheet send" delivers to it.');
  }
  for (const [index, name] of names.entries()) {
    const mail = await readMail(maildir, name, index + 1);
    if (!mail) continue;
    io.out(options.json === true ? JSON.stringify(summary(mail)) : line(mail, names.length));
  }
  return EXIT.done;
}

/** Shows one message: by its number in the list, or the newest to an address. */
export async function showMailbox(which: string, options: MailboxOptions, io: Io): Promise<number> {
  const maildir = await openMaildir(mailboxFolder(openWorkspace(io)));
  const mail = await findMail(maildir, which);
  const message = mail && (await maildir.read(mail.name));
  if (!message) {
    throw new UserError(`The mailbox has no message to ${which}.`, 'List them: broadsheet mailbox');
  }
  const { from, subject, date, text, html } = await parseMail(message);
  if (options.raw === true) io.out(message.toString('utf8'));
  else if (options.json === true) io.out(JSON.stringify({ ...summary(mail), text, html }));
  else {
    io.out(`From:    ${formatAddresses(from && [from])}\nTo:      ${recipients(mail)}`);
    io.out(`Subject: ${subject ?? ''}\nDate:    ${date ?? ''}\n\n${text ?? ''}`);
  }
  return EXIT.done;
}

async function findMail(maildir: Maildir, which: string): Promise<Mail | undefined> {
  const names = await maildir.list();
  if (/^\d+$/.test(which)) {
    const name = names[Number(which) - 1];
    if (name !== undefined) return readMail(maildir, name, Number(which));
    throw new UserError(
      `There is no message ${which}; the mailbox has ${plural(names.length, 'message')}.`,
      'List them: broadsheet mailbox',
    );
  }
  for (const [index, name] of Array.from(names.entries()).reverse()) {
    const mail = await readMail(maildir, name, index + 1);
    if (mail?.email.to?.some(({ address }) => address?.toLowerCase() === which.toLowerCase()))
      return mail;
  }
  return undefined;
}

async function readMail(maildir: Maildir, name: string, number: number): Promise<Mail | undefined> {
  const email = await readHead(maildir, name);
  return email && { number, name, email };
}

function summary(mail: Mail) {
  const { messageId, subject, date } = mail.email;
  return { number: mail.number, to: recipients(mail), subject, date, messageId };
}

function line(mail: Mail, count: number): string {
  const number = String(mail.number).padStart(String(count).length);
  return `${number}  ${recipients(mail)}  ${mail.email.subject ?? ''}`;
}

function recipients({ email }: Mail): string {
  return formatAddresses(email.to);
}
