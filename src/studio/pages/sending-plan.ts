import { html } from 'hono/html';
import type { SendingPlan } from '../desk.ts';
import type { Markup } from './layout.ts';

/** Returns in a sentence or two what sends editions at their hour, or that nothing does. */
export function sendingPlan({ schedule, schedulers, recorded }: SendingPlan): Markup {
  const [file] = schedulers;
  if (!schedule) {
    return plan(
      html`No schedule is set: an edition goes out when you send it on its page “Send”, or at the
      time that you set on its page “When”.`,
    );
  }
  const hour = `${daysOf(schedule.days)} at ${schedule.at} (${schedule.timeZone})`;
  if (file === undefined) {
    return plan(
      html`Editions are due ${hour}, but none goes out by itself yet: send each on its page “Send”.
        To have a job send what is due, run <code>npx broadsheet init --ci github</code> once.`,
    );
  }
  return plan(
    html`Editions go out ${hour}: <code>${file}</code> runs <code>broadsheet send --due</code>.
      ${
        !recorded &&
        html`What it has sent is recorded in its own database; set <code>DATABASE_URL</code> to see
          it here.`
      }`,
  );
}

function plan(sentence: Markup): Markup {
  return html`<p class="muted measure">${sentence}</p>`;
}

function daysOf(days: readonly string[]): string {
  if (days.length === 7) return 'every day';
  return days.map((day) => day.charAt(0).toUpperCase() + day.slice(1)).join(', ');
}
