/** Where each inbox cuts the subject and the preheader, while they are typed. */
import { inboxPanel, inboxVerdict } from '../../pages/inbox.ts';
import { first } from '../dom.ts';

export interface InboxFacts {
  readonly sender: string;
  /** What the letter has where a field is empty. */
  readonly subject: string;
  readonly preheader: string;
  /** The day as the inbox shows it. */
  readonly day: string;
}

/** Shows the rows of the inboxes for what is typed now. */
export async function showInbox(
  { sender, day, ...proposed }: InboxFacts,
  typed: { readonly subject: string; readonly preheader: string },
): Promise<void> {
  const place = first('#inbox-rows');
  const verdict = first('#inbox-verdict');
  if (!place || !verdict) return;
  const orProposed = (name: 'subject' | 'preheader') =>
    typed[name].trim() === '' ? proposed[name] : typed[name].trim();
  const parts = { sender, subject: orProposed('subject'), preheader: orProposed('preheader') };
  verdict.textContent = inboxVerdict(parts);
  place.innerHTML = String(await inboxPanel(parts, day));
}
