import { createHash } from 'node:crypto';

/** The values that differ between subscribers. */
export const SLOT_NAMES = [
  'email',
  'name',
  'firstName',
  'lastName',
  'unsubscribeUrl',
  'preferencesUrl',
] as const;

export type SlotName = (typeof SLOT_NAMES)[number] | `attributes.${string}`;

export interface Slot {
  readonly name: SlotName;
  /** Used if the subscriber has no such value. */
  readonly fallback: string;
}

/** The slots of a rendered edition; a token marks each one until the letter is composed. */
export interface SlotTable {
  readonly prefix: string;
  readonly slots: readonly Slot[];
}

/** Returns whether a text is the name of a slot. */
export function isSlotName(name: string): name is SlotName {
  return (SLOT_NAMES as readonly string[]).includes(name) || /^attributes\../.test(name);
}

/**
 * Returns tokens for slots during rendering. A token consists of letters and digits, so MJML, juice
 * and URLs don't change it, and includes a hash of the edition, so that no article can contain it.
 */
export function slotRegister(seed: string): {
  token: (slot: Slot) => string;
  table: () => SlotTable;
} {
  const prefix = `slot${createHash('sha256').update(seed).digest('hex').slice(0, 20)}n`;
  const slots: Slot[] = [];
  return {
    token(slot) {
      const known = slots.findIndex((s) => s.name === slot.name && s.fallback === slot.fallback);
      const index = known === -1 ? slots.push(slot) - 1 : known;
      return `${prefix}${index}e`;
    },
    table: () => ({ prefix, slots: [...slots] }),
  };
}

/** Splits a text at its tokens, into strings and slots in order. */
export function cutAtSlots(text: string, { prefix, slots }: SlotTable): readonly (string | Slot)[] {
  // split() returns the captured group at every odd index.
  const parts = text.split(new RegExp(`${prefix}(\\d+)e`));
  return parts.flatMap((part, index): readonly (string | Slot)[] => {
    if (index % 2 === 0) return part === '' ? [] : [part];
    const slot = slots[Number(part)];
    if (!slot) throw new Error(`No slot has the token ${prefix}${part}e.`);
    return [slot];
  });
}
