/** Reading what the mailbox has caught. Anybody may have written it. */
import PostalMime, { type Address, type Email } from 'postal-mime';
import { headerLength } from '../mime/read-header.ts';
import type { Maildir } from './maildir.ts';

/** Headers beyond are not read where a message is only listed. */
const HEAD_BYTES = 16_384;

/** What a message's headers say; its text is not read. Undefined where there is no such message. */
export async function readHead(maildir: Maildir, name: string): Promise<Email | undefined> {
  const start = await maildir.read(name, HEAD_BYTES);
  return start && parseHead(start);
}

/** A whole message, taken apart; of one that is nested too deep its headers alone. */
export async function parseMail(message: Buffer): Promise<Email> {
  try {
    return await PostalMime.parse(message);
  } catch {
    return parseHead(message.subarray(0, HEAD_BYTES));
  }
}

async function parseHead(start: Buffer): Promise<Email> {
  return PostalMime.parse(start.subarray(0, headerLength(start)));
}

/** Addresses as people write them: Ada Abbot <ada@example.com>, b@example.com. */
export function formatAddresses(addresses: readonly Address[] = []): string {
  return addresses.map(formatAddress).join(', ');
}

function formatAddress({ name, address, group }: Address): string {
  if (group) return `${name}: ${formatAddresses(group)};`;
  return name === '' || name === address ? address : `${name} <${address}>`;
}
