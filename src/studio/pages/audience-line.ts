import { html } from 'hono/html';
import { plural } from '../../base/format.ts';
import type { AudienceCount } from '../../subscribers/audiences.ts';
import { leftOutWords } from '../../subscribers/left-out-words.ts';
import type { Markup } from './layout.ts';

/** Returns how many would get an edition that is not sent yet, and why others would not. */
export function audienceLine(counted: AudienceCount | undefined): Markup | false {
  if (!counted) return false;
  const { audience, receivers, leftOut } = counted;
  const words = leftOutWords(leftOut);
  return html`<span class="muted"
    >for ${membersOf(receivers, audience)}${words !== '' && `; left out: ${words}`}</span
  >`;
}

/** Names so many subscribers of an audience: 25 subscribers, 3 subscribers of berlin. */
export function membersOf(count: number, audience: string): string {
  const all = plural(count, 'subscriber');
  return audience === 'all' ? all : `${all} of ${audience}`;
}
