/** Reads mail that the mailbox has caught. Its content is not trusted. */
import PostalMime, { type Address, type Email } from 'postal-mime';
import { headerLength } from '../mime/read-header.ts';
import type { Maildir } from './maildir.ts';

/** A list reads at most this much of each message's header. */
const HEAD_BYTES = 16_384;

/** Reads the header of a message, without its text; undefined if there is no such message. */
export async function readHead(maildir: Maildir, name: string): Promise<Email | undefined> {
  const start = await maildir.read(name, HEAD_BYTES);
  return start && parseHead(start);
}

/** Parses a whole message; only its header if it is nested too deep. */
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

/** Formats addresses for people: Ada Abbot <ada@example.com>, b@example.com. */
export function formatAddresses(addresses: readonly Address[] = []): string {
  return addresses.map(withName).join(', ');
}

function withName({ name, address, group }: Address): string {
  if (group) return `${name}: ${formatAddresses(group)};`;
  return name === '' || name === address ? address : `${name} <${address}>`;
}
