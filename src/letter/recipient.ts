import { createHash } from 'node:crypto';
import type { SlotName } from '../render/slots.ts';
import { addressKey, fullName, type NewSubscriber } from '../subscribers/subscriber.ts';

/** What a newsletter signs its letters with. */
export interface Sender {
  readonly listId: string;
  readonly name: string;
  readonly from: { readonly name?: string | undefined; readonly email: string };
  readonly replyTo?: { readonly name?: string | undefined; readonly email: string } | undefined;
}

/**
 * An opaque name for a subscriber of a list, or, with an edition, for a letter: the same for the
 * same address on every machine, and no address can be read off it.
 */
export function opaqueId(listId: string, subscriber: NewSubscriber, editionId = ''): string {
  const identity = [listId, editionId, addressKey(subscriber.email)].join('\0');
  return createHash('sha256').update(identity).digest('base64url').slice(0, 22);
}

/** Where a subscriber is unsubscribed: a mail to the sender that names the subscription. */
export function unsubscribeUrl(sender: Sender, subscriber: NewSubscriber): string {
  const to = (sender.replyTo ?? sender.from).email;
  return `mailto:${to}?subject=unsubscribe%20${opaqueId(sender.listId, subscriber)}`;
}

/** What stands in a slot of a subscriber's letter; undefined where nothing is known. */
export function slotValue(
  name: SlotName,
  sender: Sender,
  subscriber: NewSubscriber,
): string | undefined {
  switch (name) {
    case 'email':
    case 'firstName':
    case 'lastName':
      return subscriber[name];
    case 'name':
      return fullName(subscriber);
    case 'unsubscribeUrl':
      return unsubscribeUrl(sender, subscriber);
    default: {
      const attribute = name.slice('attributes.'.length);
      return Object.hasOwn(subscriber.attributes, attribute)
        ? subscriber.attributes[attribute]
        : undefined;
    }
  }
}
