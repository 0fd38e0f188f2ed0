import { html } from 'hono/html';
import type { SpamRule, SpamScore } from '../../check/spam.ts';
import type { Markup } from './layout.ts';

/** Returns the score of a spam filter, with the rules that it comes from. */
export function spamPanel(spam: SpamScore): Markup {
  if (spam.kind === 'unasked') return unasked(spam.reason);
  const { score, limit, rules } = spam;
  const isHigh = score >= limit;
  return html`<p class="verdict ${isHigh ? 'warn' : 'good'}">
      SpamAssassin gives ${score} points; ${isHigh ? 'below' : 'that is below'} ${limit}
      ${isHigh ? 'is safe.' : 'and safe.'}
    </p>
    ${rules.length > 0 && ruleTable(rules)}`;
}

function unasked(reason: string): Markup {
  return html`<div class="nothing">
    <h2>No score</h2>
    <p>
      SpamAssassin says how likely a spam filter is to stop the letter. It gave no answer:
      ${reason}.
    </p>
    <p>
      Install SpamAssassin on this machine, save the edition again, and its score is shown here. The
      letter never leaves this machine for it.
    </p>
  </div>`;
}

function ruleTable(rules: readonly SpamRule[]): Markup {
  return html`<div class="scroll" role="region" aria-label="Rules that matched" tabindex="0">
    <table class="spam-rules">
      <thead>
        <tr>
          <th scope="col" class="number">Points</th>
          <th scope="col">What was found</th>
          <th scope="col">Rule</th>
        </tr>
      </thead>
      <tbody>
        ${rules.map(
          ({ name, points, description }) =>
            html`<tr>
              <td class="number ${points > 0 && 'bad'}">${points}</td>
              <td>${description}</td>
              <td><code>${name}</code></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
