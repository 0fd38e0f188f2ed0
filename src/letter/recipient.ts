import { domainOf } from '../base/address.ts';
import { hash } from 'node:crypto';
import { addressKey, smtpAddress, type NewSubscriber } from '../subscribers/subscriber.ts';
import type { Secret } from '../base/secrets.ts';
import { makeToken } from './token.ts';

/** The sender of a newsletter, as its letters name it. */
export interface Sender {
  readonly listId: string;
  readonly name: string;
  readonly from: { readonly name?: string | undefined; readonly email: string };
  readonly replyTo?: { readonly name?: string | undefined; readonly email: string } | undefined;
  /** For one-click unsubscribe (RFC 8058): an https URL with {token} in it, and its secrets. */
  readonly unsubscribe?: { readonly url: string; readonly secrets: readonly Secret[] } | undefined;
  /** Where bounces go, each letter's to its own address. Default: the sender. */
  readonly bounces?: string | undefined;
  /** The name of a header for the letter's opaque id. */
  readonly idempotencyHeader?: string | undefined;
}

/** The addresses and identifiers of one subscriber's letter. */
export interface Addressing {
  /** The letter's opaque id: the left part of its Message-ID. */
  readonly id: string;
  readonly messageId: string;
  /** The envelope, with domains as A-labels. */
  readonly from: string;
  readonly to: string;
  /** URLs to unsubscribe, the best one first. */
  readonly unsubscribe: readonly [string, ...string[]];
}

/**
 * Returns an opaque id of a subscriber of a list or, with an edition, of a letter. It is the same
 * on every machine, and does not reveal the address.
 */
export function opaqueId(listId: string, subscriber: NewSubscriber, editionId = ''): string {
  return opaque(listId, editionId, addressKey(subscriber.email));
}

/** Makes a function that addresses an edition's letters; what depends only on the sender is done once. */
export function addresser(
  sender: Sender,
  editionId: string,
): (subscriber: NewSubscriber) => Addressing {
  const { listId, bounces } = sender;
  const domain = domainOf(sender.from.email);
  const [local, host] = smtpParts(bounces ?? sender.from.email);
  const unsubscribe = unsubscriber(sender);
  return ({ email }) => {
    const key = addressKey(email);
    const id = opaque(listId, editionId, key);
    return {
      id,
      messageId: `<${id}@${domain}>`,
      from: bounces === undefined ? `${local}@${host}` : `${local}+${id}@${host}`,
      to: smtpAddress(email),
      unsubscribe: unsubscribe(opaque(listId, '', key)),
    };
  };
}

/**
 * Returns where a subscriber unsubscribes: a page on the web, or an email to the sender that names
 * the subscription.
 */
export function unsubscribeUrl(sender: Sender, subscriber: NewSubscriber): string {
  return unsubscriber(sender)(opaqueId(sender.listId, subscriber))[0];
}

/** Makes a function that returns the unsubscribe URLs for the opaque id of a subscriber. */
function unsubscriber(sender: Sender): (id: string) => Addressing['unsubscribe'] {
  const { listId, unsubscribe } = sender;
  const [local, host] = smtpParts((sender.replyTo ?? sender.from).email);
  // The part before the @ may have characters with a meaning in a URL (RFC 6068).
  const mail = `mailto:${encodeURIComponent(local)}@${host}?subject=unsubscribe%20`;
  return (id) => {
    if (!unsubscribe) return [mail + id];
    const token = makeToken('reader', listId, id, unsubscribe.secrets);
    return [unsubscribe.url.replace('{token}', token), mail + id];
  };
}

function opaque(listId: string, editionId: string, key: string): string {
  return hash('sha256', [listId, editionId, key].join('\0'), 'base64url').slice(0, 22);
}

function smtpParts(email: string): readonly [local: string, domain: string] {
  const address = smtpAddress(email);
  const at = address.lastIndexOf('@');
  return [address.slice(0, at), address.slice(at + 1)];
}
