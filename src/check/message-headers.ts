import { domainToUnicode } from 'node:url';
import { headerValue, readHeader } from '../mime/read-header.ts';

/**
 * Returns the value of a message's first header field with this name, unfolded; empty if there is
 * none.
 */
export function headerOf(raw: Buffer, name: string): string {
  return headerValue(readHeader(raw), name) ?? '';
}

/**
 * Returns the address in a message's To: header, in lower case: as it is written there, and with
 * its domain in Unicode if that differs.
 */
export function recipientAddresses(raw: Buffer): readonly string[] {
  const to = headerOf(raw, 'To');
  const address = (/<([^<>]+)>\s*$/.exec(to)?.[1] ?? to).trim().toLowerCase();
  const at = address.lastIndexOf('@');
  if (at < 1) return [];
  const readable = `${address.slice(0, at)}@${domainToUnicode(address.slice(at + 1))}`;
  return [...new Set([address, readable])];
}
