import { html } from 'hono/html';
import { maskAddresses } from '../../base/mask-address.ts';
import type { Markup } from './layout.ts';

/** Fills the {names} of a phrase with markup; all else is escaped. */
export function filled(text: string, values: Readonly<Record<string, Markup>>): Markup {
  const parts = text.split(/\{(\w+)\}/);
  return html`${parts.map((part, index) => (index % 2 === 0 ? part : (values[part] ?? '')))}`;
}

/**
 * Returns an address of which only the first letter and the domain are shown: links get forwarded.
 */
export function masked(email: string): Markup {
  const text = maskAddresses(email).replace('…@', '•••@');
  return html`<bdi dir="ltr" class="address">${text}</bdi>`;
}

/** Returns the newsletter's name in a sentence, whatever its script. */
export function paperName(name: string): Markup {
  return html`<bdi>${name}</bdi>`;
}
