import { personalise, spliceLetter } from '../letter/letter.ts';
import { unsubscribeUrl } from '../letter/recipient.ts';
import type { Problem } from '../base/problem.ts';
import type { NewSubscriber } from '../subscribers/subscriber.ts';
import type { FinishedLetter } from '../check/parsed-letter.ts';
import type { Prepared } from './prepare.ts';

/** A prepared letter as the gate is handed it, made out to a subscriber. */
export function finishedFor(
  prepared: Prepared,
  subscriber: NewSubscriber,
  real: boolean,
): FinishedLetter {
  const { edition, config, rendered, composed } = prepared;
  const { html, text } = personalise(rendered, composed.sender, subscriber);
  const raw = Buffer.concat(spliceLetter(composed, subscriber).chunks);
  const url = unsubscribeUrl(composed.sender, subscriber);
  return { edition, config, html, text, raw, unsubscribeUrl: url, real };
}

/** Every static check of a letter, with what was noticed while it was made. */
export async function runGate(
  prepared: Prepared,
  finished: FinishedLetter,
): Promise<readonly Problem[]> {
  // The checks bring an HTML parser and a validator along: nobody else needs them.
  const { checkLetter } = await import('../check/check.ts');
  return [...prepared.notes, ...checkLetter(finished)];
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}
