/** Queued mails → letters, ready for the wire. */
import { maskAddresses } from '../../base/mask-address.ts';
import { siteLinks } from '../../config/links.ts';
import type { Config } from '../../config/schema.ts';
import type { SiteSettings } from '../../config/site.ts';
import type { DkimKey } from '../../dkim/key.ts';
import type { Letter } from '../../letter/letter.ts';
import { isOneClick, type Sender } from '../../letter/recipient.ts';
import { composeMail } from '../../letter/site-mail.ts';
import { makeToken } from '../../letter/token.ts';
import { pageUrl } from '../../site/paths.ts';
import type { ClaimedMail } from '../../subscribers/outbox.ts';
import type { Secret } from '../../base/secrets.ts';
import type { LocalValues, MailTemplates } from './mail-templates.ts';
import type { Subject } from './standing.ts';

/** What every mail of a newsletter's site is written with. */
export interface MailWriting {
  readonly config: Config;
  readonly site: SiteSettings;
  readonly sender: Sender;
  readonly secrets: readonly Secret[];
  readonly keys: readonly DkimKey[];
  readonly templates: MailTemplates;
}

/** Writes a mail about its subject, with the same bytes at each attempt. */
export async function writeMail(
  claimed: ClaimedMail,
  subject: Exclude<Subject, { kind: 'obsolete' }>,
  writing: MailWriting,
): Promise<Letter> {
  const { mail, to, opaqueId: id, createdAt } = claimed;
  if (mail.kind === 'newest-edition') throw new Error('The newest edition is written as a letter.');
  const locale = claimed.locale ?? (subject.kind === 'reader' ? subject.reader.locale : undefined);
  const values = valuesOf(claimed, subject, writing);
  const rendered = await writing.templates(mail.kind, locale, values);
  const facts = { to, id, date: createdAt, unsubscribeUrl: oneClickUrl(mail, writing) };
  return composeMail(rendered, facts, writing.sender, writing.keys);
}

function valuesOf(
  { mail, createdAt, page }: ClaimedMail,
  subject: Subject,
  writing: MailWriting,
): LocalValues {
  const host = page === undefined ? undefined : ownHost(page, writing.site);
  const email =
    mail.kind === 'address-changed' && subject.kind === 'reader'
      ? maskAddresses(subject.reader.email)
      : undefined;
  const url = urlOf(mail, writing);
  return {
    date: createdAt,
    ...(host !== undefined && { page: host }),
    ...(email !== undefined && { email }),
    ...(url !== undefined && { url }),
  };
}

function urlOf(mail: ClaimedMail['mail'], writing: MailWriting): string | undefined {
  const to = (purpose: Parameters<typeof pageUrl>[1], id: string) =>
    pageUrl(writing.site.url, purpose, tokenOf(purpose, id, writing));
  switch (mail.kind) {
    case 'confirm':
      return to('sign-up', mail.signUpId);
    case 'confirm-address':
      return to('address', mail.requestId);
    case 'export':
    case 'erase':
      return to(mail.kind, mail.requestId);
    case 'welcome':
    case 'already-subscribed':
      return to('reader', mail.readerId);
    default:
      return undefined;
  }
}

function tokenOf(
  purpose: Parameters<typeof makeToken>[0],
  id: string,
  { sender, secrets }: MailWriting,
): string {
  return makeToken(purpose, sender.listId, id, secrets);
}

/** Readers on the list can leave from their mail program. */
function oneClickUrl(mail: ClaimedMail['mail'], writing: MailWriting): string | undefined {
  if (mail.kind !== 'welcome' && mail.kind !== 'already-subscribed') return undefined;
  const { unsubscribe: url } = siteLinks(writing.site.url);
  return isOneClick({ url })
    ? url.replace('{token}', tokenOf('reader', mail.readerId, writing))
    : undefined;
}

/**
 * Returns the host of the page that a form was on, if it is one of the newsletter's. Whatever else
 * a request names may be an advertisement, and strangers get this mail.
 */
function ownHost(page: string, { url, embedFrom }: SiteSettings): string | undefined {
  const origin = URL.parse(page)?.origin;
  const own = [new URL(url).origin, ...embedFrom];
  return origin !== undefined && own.includes(origin) ? new URL(origin).host : undefined;
}
