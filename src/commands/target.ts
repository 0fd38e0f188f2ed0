import type { Transport } from '../deliver/transport.ts';
import type { Io } from './io.ts';
import { mailboxFolder, type Workspace } from './workspace.ts';

/** Where letters go: a server of the user's, or the built-in mailbox. */
export interface Target {
  readonly kind: 'server' | 'mailbox';
  readonly transport: Transport;
  close(): Promise<void>;
}

export async function openTarget(workspace: Workspace, { env }: Io): Promise<Target> {
  const { smtpTransport } = await import('../deliver/smtp-transport.ts');
  const url = env['SMTP_URL'];
  if (url !== undefined && url !== '') {
    const { parseSmtpUrl } = await import('../deliver/smtp-url.ts');
    const transport = smtpTransport(parseSmtpUrl(url));
    return { kind: 'server', transport, close: () => Promise.resolve() };
  }
  const { startMailbox } = await import('../mailbox/server.ts');
  const { openMaildir } = await import('../mailbox/maildir.ts');
  const server = await startMailbox(await openMaildir(mailboxFolder(workspace)));
  const transport = smtpTransport({ host: '127.0.0.1', port: server.port, secure: false });
  return { kind: 'mailbox', transport, close: () => server.close() };
}
