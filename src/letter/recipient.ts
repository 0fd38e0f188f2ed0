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
  /** Where readers leave on the web. Default: they write to the sender. */
  readonly unsubscribe?: WebLinks | undefined;
  /** Where bounces go, each letter's to its own address. Default: the sender. */
  readonly bounces?: string | undefined;
  /** The name of a header for the letter's opaque id. */
  readonly idempotencyHeader?: string | undefined;
}

/** A reader's own URLs on the web: {token} in them identifies the subscription. */
export interface WebLinks {
  /** For one-click unsubscribe (RFC 8058): the URL of the header. */
  readonly url: string;
  /** The reader's page, which the footer links to. Default: the footer has the header's URL. */
  readonly page?: string | undefined;
  readonly secrets: readonly Secret[];
}

/** The addresses and identifiers of one subscriber's letter. */
export interface Addressing {
  /** The letter's opaque id: the left part of its Message-ID. */
  readonly id: string;
  readonly messageId: string;
  /** The envelope, with domains as A-labels. */
  readonly from: string;
  readonly to: string;
  /** The URLs of List-Unsubscribe, the best one first. */
  readonly unsubscribe: readonly string[];
  readonly urls: ReaderUrls;
}

/** The URLs of the letter's body that are the reader's own. */
export interface ReaderUrls {
  /** Where the footer's link to unsubscribe leads. */
  readonly unsubscribe: string;
  /** The reader's page on the site; absent without a site. */
  readonly preferences?: string;
}

/**
 * Returns the opaque id of a subscriber: their reader id or, for one who has none, the id that
 * letters had before there were reader ids, a hash of list and address.
 */
export function subscriptionId(listId: string, { readerId, email }: NewSubscriber): string {
  return readerId ?? earlierSubscriptionId(listId, email);
}

/** Returns the id of a subscriber in letters from before reader ids. */
export function earlierSubscriptionId(listId: string, email: string): string {
  return opaque(listId, '', addressKey(email));
}

/** Makes a function that addresses an edition's letters; what depends only on the sender is done once. */
export function addresser(
  sender: Sender,
  editionId: string,
): (subscriber: NewSubscriber) => Addressing {
  const { listId, bounces } = sender;
  const domain = domainOf(sender.from.email);
  const [local, host] = smtpParts(bounces ?? sender.from.email);
  const linksFor = linker(sender);
  return (subscriber) => {
    const { email, readerId } = subscriber;
    // A hash of a reader id can't be found by trying addresses, as one of an address can.
    const id = opaque(listId, editionId, readerId ?? addressKey(email));
    return {
      id,
      messageId: `<${id}@${domain}>`,
      from: bounces === undefined ? `${local}@${host}` : `${local}+${id}@${host}`,
      to: smtpAddress(email),
      ...linksFor(subscriptionId(listId, subscriber)),
    };
  };
}

/** Returns the URLs of a subscriber's letter that are their own. */
export function readerUrls(sender: Sender, subscriber: NewSubscriber): ReaderUrls {
  return linker(sender)(subscriptionId(sender.listId, subscriber)).urls;
}

/** Makes a function that returns the links for the opaque id of a subscriber. */
function linker(sender: Sender): (id: string) => Pick<Addressing, 'unsubscribe' | 'urls'> {
  const { listId, unsubscribe: web } = sender;
  const [local, host] = smtpParts((sender.replyTo ?? sender.from).email);
  // The part before the @ may have characters with a meaning in a URL (RFC 6068).
  const mail = `mailto:${encodeURIComponent(local)}@${host}?subject=unsubscribe%20`;
  if (!web) return (id) => ({ unsubscribe: [mail + id], urls: { unsubscribe: mail + id } });
  const { secrets } = web;
  const inHeader = template(web.url);
  const onPage = web.page === undefined ? undefined : template(web.page);
  return (id) => {
    const token = makeToken('reader', listId, id, secrets);
    const url = inHeader(token);
    const page = onPage?.(token);
    const urls = page === undefined ? { unsubscribe: url } : bothAt(page);
    // Without one-click, an email is what unsubscribes by itself, and the URL only opens a page.
    return { unsubscribe: isOneClick(web) ? [url, mail + id] : [mail + id, url], urls };
  };
}

function bothAt(page: string): ReaderUrls {
  return { unsubscribe: page, preferences: page };
}

/** Returns whether mail programs may unsubscribe with a request: only over https (RFC 8058 3.1). */
export function isOneClick({ url }: Pick<WebLinks, 'url'>): boolean {
  return url.startsWith('https:');
}

/** Makes a function that puts a token into a URL. */
function template(url: string): (token: string) => string {
  const [before = '', after = ''] = url.split('{token}');
  return (token) => before + token + after;
}

function opaque(listId: string, editionId: string, key: string): string {
  return hash('sha256', [listId, editionId, key].join('\0'), 'base64url').slice(0, 22);
}

function smtpParts(email: string): readonly [local: string, domain: string] {
  const address = smtpAddress(email);
  const at = address.lastIndexOf('@');
  return [address.slice(0, at), address.slice(at + 1)];
}
