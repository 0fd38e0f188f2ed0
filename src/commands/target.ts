import type { Environment } from '../config/environment.ts';
import { isLoopback, parseSmtpUrl, type SmtpServer } from '../deliver/smtp-url.ts';
import type { Transport } from '../deliver/transport.ts';
import type { Io } from './io.ts';
import { mailboxFolder, type Workspace } from './workspace.ts';

/** Where letters go: a server of the user's, or the built-in mailbox. */
export interface Target {
  readonly kind: 'server' | 'mailbox';
  /** Letters leave this machine: to real readers. */
  readonly real: boolean;
  readonly transport: Transport;
  close(): Promise<void>;
}

/** The server that SMTP_URL names; undefined where it names none. Throws UserError. */
function smtpServer(env: Environment): SmtpServer | undefined {
  const url = env['SMTP_URL'];
  return url === undefined || url === '' ? undefined : parseSmtpUrl(url);
}

/** Whether a letter sent now would leave this machine. */
export function sendsToReaders({ env }: Io): boolean {
  const server = smtpServer(env);
  return server !== undefined && !isLoopback(server.host);
}

export async function openTarget(workspace: Workspace, { env }: Io): Promise<Target> {
  const { smtpTransport } = await import('../deliver/smtp-transport.ts');
  const server = smtpServer(env);
  if (server) {
    const real = !isLoopback(server.host);
    return {
      kind: 'server',
      real,
      transport: smtpTransport(server),
      close: () => Promise.resolve(),
    };
  }
  const { startMailbox } = await import('../mailbox/server.ts');
  const { openMaildir } = await import('../mailbox/maildir.ts');
  const mailbox = await startMailbox(await openMaildir(mailboxFolder(workspace)));
  const transport = smtpTransport({ host: '127.0.0.1', port: mailbox.port, secure: false });
  return { kind: 'mailbox', real: false, transport, close: () => mailbox.close() };
}
