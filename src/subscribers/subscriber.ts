import { domainToASCII } from 'node:url';
import { isTimeZone } from '../base/time-zone.ts';

/** A person on the list. */
export interface Subscriber {
  readonly id: number;
  readonly email: string;
  readonly name?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The opaque id in the links of their letters; nobody has one who is not on the list. */
  readonly readerId?: string;
}

/** A subscriber who is not on the list yet. */
export interface NewSubscriber extends Omit<Subscriber, 'id'> {
  /** What they chose, if anything; somebody who is on the list keeps what they have. */
  readonly topics?: readonly string[];
  readonly locale?: string;
}

/**
 * Returns a subscriber whose letter looks the same, and whose links open nobody's page: for letters
 * that are shown or sent to others.
 */
export function withoutReaderId(subscriber: NewSubscriber): NewSubscriber {
  const { readerId, ...others } = subscriber;
  return readerId === undefined ? subscriber : others;
}

/** Returns the name that a letter is addressed to: `name`, or first and last name together. */
export function fullName({ name, firstName, lastName }: NewSubscriber): string | undefined {
  const joined = [firstName, lastName].filter((part) => part !== undefined).join(' ');
  return name ?? (joined === '' ? undefined : joined);
}

/** Returns the time zone in a subscriber's attributes, whether or not it exists. */
export function statedTimeZone({ attributes }: NewSubscriber): string | undefined {
  return attributes['time_zone'] ?? attributes['timezone'];
}

/** Returns a subscriber's time zone if it is set and exists. */
export function timeZoneOf(subscriber: NewSubscriber): string | undefined {
  const stated = statedTimeZone(subscriber);
  return stated !== undefined && isTimeZone(stated) ? stated : undefined;
}

/** Lower-case labels of letters, digits and hyphens, none encoded, with a top level of letters. */
const PLAIN_DOMAIN = /^(?:(?!xn--)[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}$/;

/** Returns an address for SMTP: the domain as A-labels (RFC 5891), the local part unchanged. */
export function smtpAddress(email: string): string {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  // Most domains need no conversion, and a check is faster than converting.
  return PLAIN_DOMAIN.test(domain) ? email : `${email.slice(0, at)}@${domainToASCII(domain)}`;
}

/** Returns a key that is the same for addresses of the same subscriber. */
export function addressKey(email: string): string {
  return smtpAddress(email).toLowerCase();
}

/** Returns the domain of an address key, as A-labels in lower case. */
export function domainOfKey(key: string): string {
  return key.slice(key.lastIndexOf('@') + 1);
}
