import { domainToASCII } from 'node:url';

const LOCAL = /^[^\s@"(),:;<>[\\\]\p{C}]{1,64}$/u;
// domainToASCII parses like a URL, so anything a URL would strip or decode must be rejected first.
const DOMAIN = /^[\p{L}\p{M}\p{N}.-]+$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Returns why an address is invalid, or undefined if it looks valid (RFC 5321, RFC 6531). */
export function addressFault(email: string): string | undefined {
  const at = email.lastIndexOf('@');
  if (at === -1) return 'has no @';
  const local = email.slice(0, at);
  if (!LOCAL.test(local) || /^\.|\.\.|\.$/.test(local))
    return `"${local}" is not allowed before the @`;
  const domain = email.slice(at + 1);
  return isDomain(domain) ? undefined : `"${domain}" is not a domain`;
}

/** Whether a name has two labels or more and is not an IP address. */
function isDomain(text: string): boolean {
  if (!DOMAIN.test(text)) return false;
  const domain = domainToASCII(text);
  const labels = domain.split('.');
  const valid = labels.length >= 2 && labels.every((label) => LABEL.test(label));
  return valid && domain.length <= 253 && !/^\d+$/.test(labels.at(-1) ?? '');
}

/** Returns the domain of an address in ASCII (RFC 5891) and lower case. */
export function domainOf(address: string): string {
  return domainToASCII(address.slice(address.lastIndexOf('@') + 1));
}
