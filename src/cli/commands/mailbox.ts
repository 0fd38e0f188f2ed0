import type { Command } from 'commander';
import type { CaughtMail } from '../../app/mailbox.ts';
import { openWorkspace } from '../../app/workspace.ts';
import { printable, printableJson } from '../../base/printable.ts';
import { EXIT, type Io } from '../io.ts';
import { JSON_OPTION, type RunCommand } from '../options.ts';

export interface MailboxOptions {
  readonly json?: boolean;
  readonly raw?: boolean;
}

/** Adds `broadsheet mailbox` to the program. */
export function addMailbox(program: Command, run: RunCommand): void {
  const mailbox = program.command('mailbox').description('read what the built-in mailbox caught');
  mailbox
    .command('list', { isDefault: true })
    .description('list the messages, oldest first')
    .option('--json', 'print one JSON object per line')
    .action((options: MailboxOptions) => run((io) => listMailbox(options, io)));
  mailbox
    .command('show')
    .description('show one message')
    .argument('<message>', 'its number in the list, or an address to show the newest message to')
    .option('--raw', 'print the source')
    .option(...JSON_OPTION)
    .action((message: string, options: MailboxOptions) =>
      run((io) => showMailbox(message, options, io)),
    );
}

/** Lists what the built-in mailbox has caught, oldest first. Returns the exit code. */
async function listMailbox(options: MailboxOptions, io: Io): Promise<number> {
  const { listCaught } = await import('../../app/mailbox.ts');
  const { formatAddresses } = await import('../../mailbox/mail.ts');
  const { total, messages } = await listCaught(openWorkspace(io));
  if (total === 0 && options.json !== true) {
    io.note('The mailbox is empty. Without SMTP_URL, `broadsheet send` delivers to it.');
  }
  const width = String(total).length;
  for await (const mail of messages) {
    const to = formatAddresses(mail.headers.to);
    if (options.json === true) io.out(printableJson(summary(mail, to)));
    else {
      const subject = mail.headers.subject ?? '';
      io.out(printable(`${String(mail.number).padStart(width)}  ${to}  ${subject}`));
    }
  }
  return EXIT.done;
}

/** Shows one message: by its number in the list, or the newest to an address. */
async function showMailbox(which: string, options: MailboxOptions, io: Io): Promise<number> {
  const { readCaught } = await import('../../app/mailbox.ts');
  const { formatAddresses } = await import('../../mailbox/mail.ts');
  const mail = await readCaught(openWorkspace(io), which);
  const { from, subject, date, text, html } = mail.message;
  const to = formatAddresses(mail.headers.to);
  if (options.raw === true) io.raw(`${mail.raw.toString('utf8')}\n`);
  else if (options.json === true) io.out(printableJson({ ...summary(mail, to), text, html }));
  else {
    io.out(printable(`From:    ${formatAddresses(from && [from])}`));
    io.out(printable(`To:      ${to}`));
    io.out(printable(`Subject: ${subject ?? ''}`));
    io.out(printable(`Date:    ${date ?? ''}`));
    io.out('');
    for (const line of (text ?? '').split('\n')) io.out(printable(line));
  }
  return EXIT.done;
}

function summary({ number, headers }: CaughtMail, to: string) {
  const { messageId, subject, date } = headers;
  return { number, to, subject, date, messageId };
}
