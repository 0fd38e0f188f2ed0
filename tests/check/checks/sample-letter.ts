/** The sample letter as the checks receive it, with changes. */
import {
  parseLetter,
  type Check,
  type FinishedLetter,
  type ParsedLetter,
} from '../../../src/check/parsed-letter.ts';
import { composeLetter } from '../../../src/letter/compose.ts';
import { personalise, spliceLetter } from '../../../src/letter/letter.ts';
import { readerUrls } from '../../../src/letter/recipient.ts';
import { senderOf } from '../../../src/app/prepare/sender.ts';
import { render, sampleConfig, sampleEdition } from '../../support/sample.ts';

const reader = { email: 'reader@example.com', attributes: {} };

/** Composes the finished letter of an edition. Default: the sample edition. */
export async function finishedLetter(
  edition = sampleEdition(),
  config = sampleConfig(),
): Promise<FinishedLetter> {
  const sender = senderOf(config, {});
  const rendered = await render(edition, config);
  const { html, text } = personalise(rendered, sender, reader);
  const composed = composeLetter(edition, rendered, sender);
  const raw = Buffer.concat(spliceLetter(composed, reader).chunks);
  const urls = readerUrls(sender, reader);
  return { edition, config, html, text, raw, urls, real: false };
}

const sample = await finishedLetter();

export const sampleHtml = sample.html;

/** The parsed sample letter with other fields. */
export function sampleLetter(change: Partial<FinishedLetter> = {}): ParsedLetter {
  return parseLetter({ ...sample, ...change });
}

/** Runs a check on the sample letter with other HTML and returns its problems without their places. */
export function findings(check: Check, html = sampleHtml): readonly string[] {
  return check(sampleLetter({ html })).map(({ code, detail, element, actual }) =>
    [code, detail, element, actual].filter((part) => part !== undefined).join(' | '),
  );
}

/** The sample's HTML with the first match replaced. Throws if there is none. */
export function changed(from: string | RegExp, to: string): string {
  const html = sampleHtml.replace(from, to);
  if (html === sampleHtml) throw new Error(`The sample letter has no ${String(from)}.`);
  return html;
}

/** The sample's HTML with more markup after the headline. */
export function withMarkup(markup: string): string {
  return changed('</h1>', `</h1>${markup}`);
}
