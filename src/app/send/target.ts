import { readFileSync } from 'node:fs';
import type { Config } from '../../config/schema.ts';
import { isLoopback, parseSmtpUrls, serverName, type SmtpServer } from '../../smtp/url.ts';
import type { ServerShare } from '../../deliver/pooled-connection.ts';
import { UserError } from '../../base/user-error.ts';
import type { Io } from '../../cli/io.ts';
import { mailboxFolder, type Workspace } from '../workspace.ts';

/** Where letters go: servers of the user's, or the built-in mailbox. */
export interface Target {
  readonly kind: 'server' | 'mailbox';
  /** Letters leave this machine: to real readers. */
  readonly real: boolean;
  readonly servers: readonly ServerShare[];
  close(): Promise<void>;
}

const readText = (path: string) => readFileSync(path, 'utf8');

/** The servers that SMTP_URL names; none where it is not set. Throws UserError. */
function smtpServers({ env }: Io, { delivery }: Config): readonly SmtpServer[] {
  const url = env['SMTP_URL'];
  if (url?.trim() === '' && env['CI']) {
    throw new UserError(
      'SMTP_URL is set, but it is empty.',
      'Add the secret of that name to the project. Without the variable the built-in mailbox gets the mail.',
    );
  }
  return url === undefined || url.trim() === '' ? [] : parseSmtpUrls(url, delivery, readText);
}

/** Whether a letter sent now would leave this machine. */
export function sendsToReaders(io: Io, config: Config): boolean {
  return smtpServers(io, config).some(({ host }) => !isLoopback(host));
}

/** Where letters would go, in words. */
export function describeTarget(io: Io, config: Config): Pick<Target, 'kind'> & { name: string } {
  const servers = smtpServers(io, config);
  return servers.length === 0
    ? { kind: 'mailbox', name: 'the built-in mailbox' }
    : { kind: 'server', name: servers.map(serverName).join(', ') };
}

export async function openTarget(workspace: Workspace, config: Config, io: Io): Promise<Target> {
  const { smtpTransport } = await import('../../smtp/connect.ts');
  const { maxConnections, maxMessages } = config.delivery;
  const share = (server: SmtpServer): ServerShare => ({
    transport: smtpTransport(server),
    weight: server.weight,
    maxConnections: server.maxConnections ?? maxConnections,
    maxMessages: server.maxMessages ?? maxMessages,
  });
  const servers = smtpServers(io, config);
  if (servers.length > 0) {
    const real = sendsToReaders(io, config);
    return { kind: 'server', real, servers: servers.map(share), close: () => Promise.resolve() };
  }
  const { startMailbox } = await import('../../mailbox/server.ts');
  const { openMaildir } = await import('../../mailbox/maildir.ts');
  const mailbox = await startMailbox(await openMaildir(mailboxFolder(workspace)));
  const [server] = parseSmtpUrls(`smtp://127.0.0.1:${mailbox.port}`, config.delivery, readText);
  return {
    kind: 'mailbox',
    real: false,
    servers: server ? [share(server)] : [],
    close: () => mailbox.close(),
  };
}
