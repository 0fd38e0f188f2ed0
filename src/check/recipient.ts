import { domainToUnicode } from 'node:url';

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

/** The value of a message's header field, unfolded. */
export function headerOf(raw: Buffer, name: string): string {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.subarray(0, end === -1 ? raw.length : end).toString('utf8');
  const line = new RegExp(`^${name}:(.*)$`, 'im').exec(head.replace(/\r\n[ \t]+/g, ' '));
  return (line?.[1] ?? '').trim();
}
