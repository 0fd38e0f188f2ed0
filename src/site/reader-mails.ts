/** What a reader asks for and a fresh mail has to confirm: letters, and their links, get forwarded. */
import { addressFault } from '../base/address.ts';
import { ADDRESS_CHANGED, type ReaderRequest } from '../subscribers/reader.ts';
import { addressKey } from '../subscribers/subscriber.ts';
import { keyed } from './sign-up/buckets.ts';
import type { FormAction, FormOutcome, SentForm } from './reader-form.ts';

const LONGEST_ADDRESS = 254;
const SETTLED_MS = 14 * 24 * 3_600_000;

/** The forms that ask for a mail, by the last part of their address. */
export const readerMails = {
  /**
   * Asks the new address. What the page says is the same for every address, and an address that must
   * not be written to gets nothing.
   */
  address: async (sent) => {
    const { site, form, view } = sent;
    const typed = form.text('email', LONGEST_ADDRESS + 1);
    const isAddress = typed.length <= LONGEST_ADDRESS && addressFault(typed) === undefined;
    if (!isAddress) return { kind: 'mistake', form: 'address', typed };
    const { readerId } = view.reader;
    // Of one reader to any address, and of all readers to one: nobody gets a flood of mails.
    const allowed = await site.ports.limits.take([
      { key: `address-change:${readerId}`, size: 3, perHour: 3 / 24 },
      {
        key: `address-change-to:${keyed(site.secrets, addressKey(typed))}`,
        size: 3,
        perHour: 3 / 24,
      },
    ]);
    if (allowed.kind === 'empty') return { kind: 'done', words: 'tooMany' };
    if ((await site.ports.suppressions.find(typed)) === undefined) {
      const request = await site.ports.readers.ask(readerId, 'address', typed);
      await queue(sent, typed, { kind: 'confirm-address', requestId: request.id });
    }
    return { kind: 'done', words: 'addressAsked' };
  },
  export: async (sent) =>
    (await hasMovedLately(sent))
      ? { kind: 'done', words: 'movedLately' }
      : askOwnAddress(sent, 'export', 'exportAsked'),
  erase: (sent) => askOwnAddress(sent, 'erase', 'eraseAsked'),
} as const satisfies Record<string, FormAction>;

/**
 * Whether the reader's address is new: somebody to whom a letter was forwarded may have given their
 * own, and must not get the reader's data with it. The address before was told, and has this time.
 */
async function hasMovedLately({ site, view }: SentForm): Promise<boolean> {
  const record = await site.ports.readers.record(view.reader.readerId);
  const since = site.clock().getTime() - SETTLED_MS;
  return (record?.consents ?? []).some(
    ({ action, detail, at }) =>
      action === 'changed' && detail === ADDRESS_CHANGED && at.getTime() > since,
  );
}

async function askOwnAddress(
  sent: SentForm,
  kind: Exclude<ReaderRequest['purpose'], 'address'>,
  words: 'exportAsked' | 'eraseAsked',
): Promise<FormOutcome> {
  const { site, view } = sent;
  const { readerId, email } = view.reader;
  const bucket = { key: `${kind}:${readerId}`, size: 3, perHour: 3 / 24 };
  const allowed = await site.ports.limits.take([bucket]);
  if (allowed.kind === 'empty') return { kind: 'done', words: 'tooMany' };
  const request = await site.ports.readers.ask(readerId, kind);
  await queue(sent, email, { kind, requestId: request.id });
  return { kind: 'done', words };
}

async function queue(
  { site, view }: SentForm,
  to: string,
  mail: Parameters<SentForm['site']['ports']['outbox']['add']>[0][number]['mail'],
): Promise<void> {
  await site.ports.outbox.add([{ to, mail, locale: view.speech.locale }]);
}
