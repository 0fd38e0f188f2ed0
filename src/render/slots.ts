import { createHash } from 'node:crypto';

/** What differs from subscriber to subscriber. */
export const SLOT_NAMES = ['email', 'name', 'firstName', 'lastName', 'unsubscribeUrl'] as const;

export type SlotName = (typeof SLOT_NAMES)[number] | `attributes.${string}`;

export interface Slot {
  readonly name: SlotName;
  /** Stands in where the subscriber has no such value. */
  readonly fallback: string;
}

/** The slots of a variant, and the token that marks each until the letter is composed. */
export interface SlotTable {
  readonly prefix: string;
  readonly slots: readonly Slot[];
}

export function isSlotName(name: string): name is SlotName {
  return (SLOT_NAMES as readonly string[]).includes(name) || /^attributes\../.test(name);
}

/**
 * Hands out tokens while a variant is rendered. A token is made of letters and digits, so MJML,
 * juice and URLs leave it alone, and of a hash of the edition, so that no article can hold it.
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

/** The text split at its tokens: strings and slots, in order. */
export function cutAtSlots(text: string, { prefix, slots }: SlotTable): readonly (string | Slot)[] {
  // A captured group of a split stands at every odd index.
  const parts = text.split(new RegExp(`${prefix}(\\d+)e`));
  return parts.flatMap((part, index): readonly (string | Slot)[] => {
    if (index % 2 === 0) return part === '' ? [] : [part];
    const slot = slots[Number(part)];
    if (!slot) throw new Error(`No slot has the token ${prefix}${part}e.`);
    return [slot];
  });
}
