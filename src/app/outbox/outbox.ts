/** The outbox of a newsletter's site, ready to be sent. */
import { parseSecrets } from '../../base/secrets.ts';
import { UserError } from '../../base/user-error.ts';
import type { Config } from '../../config/schema.ts';
import { rateLimit } from '../../deliver/rate-limits.ts';
import type { Store } from '../../store/open.ts';
import { senderOf } from '../prepare/sender.ts';
import { openDestination } from '../send/destination.ts';
import { loadKeys } from '../send/letters.ts';
import { ownerName } from '../send/owner.ts';
import type { Workspace } from '../workspace.ts';
import { mailConnections } from './connections.ts';
import { drainOutbox, type Drained, type MailEvent, type ReadyMail } from './drain.ts';
import { loadMailTemplates } from './mail-templates.ts';
import { newestEditionWriter } from './newest-edition.ts';
import { subjectOf, type MailSources } from './standing.ts';
import { writeMail, type MailWriting } from './write-mail.ts';

/** Sends the site's mails. */
export interface OpenOutbox {
  /** Sends what is due, until nothing is or the servers fail. */
  drain(signal: AbortSignal): Promise<Drained>;
  close(): Promise<void>;
}

export type OutboxPorts = Pick<Store, 'outbox' | 'suppressions' | 'lateDeliveries'> & MailSources;

/**
 * Opens what the site's mails are sent with. Throws UserError if the config has no site, a secret or
 * a key is missing, or the theme can't be used.
 */
export async function openOutbox(
  workspace: Workspace,
  config: Config,
  ports: OutboxPorts,
  onEvent: (event: MailEvent) => void,
): Promise<OpenOutbox> {
  const { site } = config;
  if (!site)
    throw new UserError('The config has no site.', 'Set `site: { url }`; see docs/site.md.');
  const secrets = parseSecrets(workspace.env['BROADSHEET_SECRET']);
  const templates = await loadMailTemplates(workspace, config);
  const opened = await openDestination(workspace, config);
  const keys = await loadKeys({ config }, opened.destination, workspace.env);
  const sender = senderOf(config, workspace.env);
  const writing: MailWriting = { config, site, sender, secrets, keys, templates };
  const newest = newestEditionWriter({
    ...{ workspace, config, keys },
    destination: opened.destination.kind,
    late: ports.lateDeliveries,
  });
  const connections = mailConnections(opened.servers);
  const owner = ownerName();
  const limit = rateLimit(site.mails);
  let seeded = false;
  return {
    drain: async (signal) => {
      try {
        // An hour's rate counts what other senders sent, too.
        if (!seeded) for (const at of await sentLately(ports, workspace)) limit.count(at.getTime());
        seeded = true;
        return await drainOutbox({
          outbox: ports.outbox,
          suppressions: ports.suppressions,
          connections,
          limit,
          atOnce: site.mails.maxConnections,
          owner,
          write: async (mail): Promise<ReadyMail> => {
            const subject = await subjectOf(mail, ports, workspace.clock());
            if (subject.kind === 'obsolete') return subject;
            if (mail.mail.kind === 'newest-edition') return newest(mail, mail.mail.readerId);
            return { kind: 'letter', letter: await writeMail(mail, subject, writing) };
          },
          clock: workspace.clock,
          random: Math.random,
          onEvent,
          signal,
        });
      } finally {
        connections.close();
      }
    },
    close: () => opened.close(),
  };
}

function sentLately({ outbox }: OutboxPorts, { clock }: Workspace): Promise<readonly Date[]> {
  return outbox.sentSince(new Date(clock().getTime() - 3_600_000));
}
