/** Slots at their places in a part of the letter, and what fills them. */
import { cutAtSlots, type Slot, type SlotName, type SlotTable } from '../render/slots.ts';
import type { ReaderUrls } from './recipient.ts';
import { fullName, type NewSubscriber } from '../subscribers/subscriber.ts';

/** What surrounds a slot; decides how its value is escaped. */
export type SlotContext = 'plain' | 'html' | 'url-part';

export interface PlacedSlot extends Slot {
  readonly context: SlotContext;
}

/** Splits a part at its slots, and adds to each slot the context that `contextOf` returns. */
export function placeSlots(
  part: string,
  slots: SlotTable,
  contextOf: (before: string) => SlotContext,
): readonly (string | PlacedSlot)[] {
  let before = '';
  return cutAtSlots(part, slots).map((piece) => {
    if (typeof piece === 'string') {
      before += piece;
      return piece;
    }
    const placed = { ...piece, context: contextOf(before) };
    before += 'x';
    return placed;
  });
}

/**
 * Returns the context of a slot in HTML, given the HTML before it. Within a URL that has begun, the
 * slot is a part of the URL; a whole URL in an attribute is HTML like any other text.
 */
export function htmlContext(before: string): SlotContext {
  const attribute = /<[^<>]*\s(?:href|src|action)\s*=\s*"([^"]*)$/i.exec(before.slice(-4000));
  return attribute?.[1] === undefined || attribute[1] === '' ? 'html' : 'url-part';
}

/** Returns the context of a slot in plain text, given the text before it. */
export function plainContext(before: string): SlotContext {
  return /\b(?:https?:\/\/|mailto:)\S*$/.test(before.slice(-4000)) ? 'url-part' : 'plain';
}

/** Returns the text for a slot in a subscriber's letter, escaped for its context. */
export function fillSlot(
  { name, fallback, context }: PlacedSlot,
  subscriber: NewSubscriber,
  urls: ReaderUrls,
): string {
  return escapeFor(context, slotValue(name, subscriber, urls) ?? fallback);
}

/** Escapes a value for its context. Line breaks and control characters become spaces. */
export function escapeFor(context: SlotContext, value: string): string {
  const clean = value.replace(/\p{Cc}+/gu, ' ').toWellFormed();
  switch (context) {
    case 'plain':
      return clean;
    case 'html':
      return clean.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
    case 'url-part':
      return encodeURIComponent(clean);
  }
}

/** The value of a slot for a subscriber; undefined if it is not known. */
function slotValue(
  name: SlotName,
  subscriber: NewSubscriber,
  urls: ReaderUrls,
): string | undefined {
  switch (name) {
    case 'email':
    case 'firstName':
    case 'lastName':
      return subscriber[name];
    case 'name':
      return fullName(subscriber);
    case 'unsubscribeUrl':
      return urls.unsubscribe;
    case 'preferencesUrl':
      return urls.preferences;
    default: {
      const attribute = name.slice('attributes.'.length);
      return Object.hasOwn(subscriber.attributes, attribute)
        ? subscriber.attributes[attribute]
        : undefined;
    }
  }
}
