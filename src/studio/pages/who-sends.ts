import { html } from 'hono/html';
import type { SendingPlan } from '../desk.ts';
import type { Markup } from './layout.ts';

/** Returns in a sentence what sends editions when their time comes, or that nothing does. */
export function whoSends({ schedulers, recorded }: SendingPlan): Markup {
  const [file] = schedulers;
  if (file === undefined) {
    return html`Nothing sends editions by itself here: send each one on its page “Send”. To have a
      job send what is due, run <code>npx broadsheet init --ci github</code> once.`;
  }
  return html`When the time of an edition comes, the next job of <code>${file}</code> sends it.
    ${!recorded && html`What it has sent is recorded in its own database, which is not open here.`}`;
}
