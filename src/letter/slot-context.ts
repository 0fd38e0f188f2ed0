import type { Slot } from '../render/slots.ts';

/** Where a slot stands, which decides how its value is escaped. */
export type SlotContext = 'plain' | 'html' | 'url-part';

export interface PlacedSlot extends Slot {
  readonly context: SlotContext;
}

/**
 * The context of a slot in HTML by what stands before it: inside a URL that has begun it is a part
 * of it; a whole URL in an attribute is HTML like any other text.
 */
export function htmlContext(before: string): SlotContext {
  const attribute = /<[^<>]*\s(?:href|src|action)\s*=\s*"([^"]*)$/i.exec(before.slice(-4000));
  return attribute?.[1] === undefined || attribute[1] === '' ? 'html' : 'url-part';
}

/** The context of a slot in plain text. */
export function plainContext(before: string): SlotContext {
  return /\b(?:https?:\/\/|mailto:)\S*$/.test(before.slice(-4000)) ? 'url-part' : 'plain';
}

/** The value, escaped for where it stands. Line breaks and control characters become spaces. */
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
