import { domainToUnicode } from 'node:url';
import { headerValue, readHeader } from '../mime/read-header.ts';

/**
 * Whom a message is made out to, by its To: header, as the address stands there and with its
 * domain as a person writes it.
 */
export function recipientAddresses(raw: Buffer): readonly string[] {
  const to = headerOf(raw, 'To');
  const address = (/<([^<>]+)>\s*$/.exec(to)?.[1] ?? to).trim().toLowerCase();
  const at = address.lastIndexOf('@');
  if (at < 1) return [];
  const readable = `${address.slice(0, at)}@${domainToUnicode(address.slice(at + 1))}`;
  return [...new Set([address, readable])];
}

/** The value of a message's first header field of a name; empty if there is none. */
export function headerOf(raw: Buffer, name: string): string {
  return headerValue(readHeader(raw), name) ?? '';
}
