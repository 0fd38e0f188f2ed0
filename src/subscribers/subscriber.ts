import { domainToASCII } from 'node:url';
import { isTimeZone } from '../base/time-zone.ts';

/** Somebody on the list. */
export interface Subscriber {
  readonly id: number;
  readonly email: string;
  readonly name?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A subscriber who is not on the list yet. */
export type NewSubscriber = Omit<Subscriber, 'id'>;

/** What the letter is addressed to: the given name, or first and last name together. */
export function fullName({ name, firstName, lastName }: NewSubscriber): string | undefined {
  const joined = [firstName, lastName].filter((part) => part !== undefined).join(' ');
  return name ?? (joined === '' ? undefined : joined);
}

/** What a subscriber's attributes say of their time zone, whether or not there is such a one. */
export function statedTimeZone({ attributes }: NewSubscriber): string | undefined {
  return attributes['time_zone'] ?? attributes['timezone'];
}

/** The time zone of a subscriber, where it is known. */
export function timeZoneOf(subscriber: NewSubscriber): string | undefined {
  const stated = statedTimeZone(subscriber);
  return stated !== undefined && isTimeZone(stated) ? stated : undefined;
}

/** Lower-case labels of letters, digits and hyphens, none encoded, with a top level of letters. */
const PLAIN_DOMAIN = /^(?:(?!xn--)[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}$/;

/** The address as SMTP takes it: the domain as A-labels (RFC 5891), the local part as it is. */
export function smtpAddress(email: string): string {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  // Most are what they would become, and looking is quicker than converting.
  return PLAIN_DOMAIN.test(domain) ? email : `${email.slice(0, at)}@${domainToASCII(domain)}`;
}

/** What makes two addresses the same subscriber. */
export function addressKey(email: string): string {
  return smtpAddress(email).toLowerCase();
}
