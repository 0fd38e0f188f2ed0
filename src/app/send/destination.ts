import { readFileSync } from 'node:fs';
import { UserError } from '../../base/user-error.ts';
import type { Environment } from '../../config/environment.ts';
import type { Config } from '../../config/schema.ts';
import type { DestinationKind } from '../../deliver/destination.ts';
import type { ServerShare } from '../../deliver/pooled-connection.ts';
import { isLoopback, parseSmtpUrls, serverName, type SmtpServer } from '../../smtp/url.ts';
import { mailboxFolder, type Workspace } from '../workspace.ts';

/** Where letters go: servers of the user's, or the built-in mailbox. */
export interface Destination {
  readonly kind: DestinationKind;
  /** For messages; without a password. */
  readonly name: string;
}

/** A destination with its servers, ready to connect to; their transports hold passwords. */
export interface OpenDestination {
  readonly destination: Destination;
  /** Letters leave this machine: to real readers. */
  readonly real: boolean;
  readonly servers: readonly ServerShare[];
  close(): Promise<void>;
}

const readText = (path: string) => readFileSync(path, 'utf8');

/** The servers that SMTP_URL names; none if it is not set. Throws UserError. */
function smtpServers(env: Environment, { delivery }: Config): readonly SmtpServer[] {
  const url = env['SMTP_URL'];
  if (url?.trim() === '' && env['CI']) {
    throw new UserError(
      'SMTP_URL is set, but it is empty.',
      'Add the secret SMTP_URL to the project. To deliver to the built-in mailbox, unset the variable.',
    );
  }
  return url === undefined || url.trim() === '' ? [] : parseSmtpUrls(url, delivery, readText);
}

/** Returns whether a letter sent now would leave this machine. Throws UserError on a bad SMTP_URL. */
export function sendsToReaders(env: Environment, config: Config): boolean {
  return smtpServers(env, config).some(({ host }) => !isLoopback(host));
}

/**
 * Refuses to run a trial where letters are meant for readers: with --due, or with the database of a
 * newsletter that is sent. Throws UserError if SMTP_URL is not set there.
 */
export function refuseTrial(env: Environment, config: Config, due = false): void {
  if ((!due && !env['DATABASE_URL']) || smtpServers(env, config).length > 0) return;
  const [reason, trial] = due
    ? ['`send --due` needs a mail server', 'run `broadsheet send` without --due']
    : ['DATABASE_URL is: letters are meant for readers', 'unset DATABASE_URL'];
  throw new UserError(
    `SMTP_URL is not set, but ${reason}.`,
    `Set SMTP_URL to your mail server. To try the newsletter in the built-in mailbox, ${trial}.`,
  );
}

/** Returns where letters would go. Throws UserError on a bad SMTP_URL. */
export function findDestination(env: Environment, config: Config): Destination {
  return describe(smtpServers(env, config));
}

function describe(servers: readonly SmtpServer[]): Destination {
  return servers.length === 0
    ? { kind: 'mailbox', name: 'the built-in mailbox' }
    : { kind: 'server', name: servers.map(serverName).join(', ') };
}

/** Opens the destination of letters; starts the built-in mailbox where SMTP_URL is not set. */
export async function openDestination(
  workspace: Workspace,
  config: Config,
): Promise<OpenDestination> {
  const { smtpTransport } = await import('../../smtp/connect.ts');
  const { maxConnections, maxMessages } = config.delivery;
  const share = (server: SmtpServer): ServerShare => ({
    transport: smtpTransport(server),
    weight: server.weight,
    maxConnections: server.maxConnections ?? maxConnections,
    maxMessages: server.maxMessages ?? maxMessages,
  });
  const servers = smtpServers(workspace.env, config);
  const destination = describe(servers);
  if (destination.kind === 'server') {
    const real = sendsToReaders(workspace.env, config);
    const close = () => Promise.resolve();
    return { destination, real, servers: servers.map(share), close };
  }
  const { startMailbox } = await import('../../mailbox/server.ts');
  const { openMaildir } = await import('../../mailbox/maildir.ts');
  const mailbox = await startMailbox(await openMaildir(mailboxFolder(workspace)));
  const own = parseSmtpUrls(`smtp://127.0.0.1:${mailbox.port}`, config.delivery, readText);
  const close = () => mailbox.close();
  return { destination, real: false, servers: own.map(share), close };
}
