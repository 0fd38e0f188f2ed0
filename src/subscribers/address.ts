import { domainToASCII } from 'node:url';

const LOCAL = /^[^\s@"(),:;<>[\\\]\p{C}]{1,64}$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Why an address cannot be written to, or undefined where it looks right (RFC 5321, RFC 6531). */
export function addressFault(email: string): string | undefined {
  const at = email.lastIndexOf('@');
  if (at === -1) return 'has no @';
  const local = email.slice(0, at);
  if (!LOCAL.test(local) || /^\.|\.\.|\.$/.test(local))
    return `"${local}" cannot stand before the @`;
  const domain = domainToASCII(email.slice(at + 1));
  const labels = domain.split('.');
  const wrong =
    domain.length > 253 || labels.length < 2 || !labels.every((each) => LABEL.test(each));
  return wrong ? `"${email.slice(at + 1)}" is not a domain` : undefined;
}
