import { domainToASCII } from 'node:url';

const LOCAL = /^[^\s@"(),:;<>[\\\]\p{C}]{1,64}$/u;
// domainToASCII reads a host as a URL does: what a URL would take off or decode must not be there.
const DOMAIN = /^[\p{L}\p{M}\p{N}.-]+$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Why an address cannot be written to, or undefined where it looks right (RFC 5321, RFC 6531). */
export function addressFault(email: string): string | undefined {
  const at = email.lastIndexOf('@');
  if (at === -1) return 'has no @';
  const local = email.slice(0, at);
  if (!LOCAL.test(local) || /^\.|\.\.|\.$/.test(local))
    return `"${local}" cannot stand before the @`;
  const domain = email.slice(at + 1);
  return isDomain(domain) ? undefined : `"${domain}" is not a domain`;
}

/** A name with two labels or more; an address of figures is none. */
function isDomain(text: string): boolean {
  if (!DOMAIN.test(text)) return false;
  const domain = domainToASCII(text);
  const labels = domain.split('.');
  const right = labels.length >= 2 && labels.every((label) => LABEL.test(label));
  return right && domain.length <= 253 && !/^\d+$/.test(labels.at(-1) ?? '');
}

/** The domain of an address in its ASCII form (RFC 5891), in lower case. */
export function domainOf(address: string): string {
  return domainToASCII(address.slice(address.lastIndexOf('@') + 1));
}
