import { EXAMPLE_DOMAINS, EXAMPLE_TOP_LEVELS } from '../../base/example-domain.ts';
import { problem, type Place } from '../../base/problem.ts';
import { firstFew, placeInArticles } from '../reporting.ts';
import type { Check, ParsedLetter } from '../parsed-letter.ts';
import { headerOf, recipientAddresses } from '../message-headers.ts';

/** A letter to readers has such a domain by mistake. */
const NAME = EXAMPLE_DOMAINS.join('|').replaceAll('.', String.raw`\.`);
const DOMAIN = String.raw`(?:[\w-]+\.)*(?:${NAME}|[\w-]+\.(?:${EXAMPLE_TOP_LEVELS.join('|')}))(?![\w-]|\.\w)`;
const ADDRESS = new RegExp(String.raw`[\w.!#$%&'*+=?^{|}~-]+@${DOMAIN}`, 'gi');
const URL_THERE = new RegExp(String.raw`https?://${DOMAIN}[^\s"'<>)]*`, 'gi');
const CONFIG = 'broadsheet.config.ts';

/** Nothing leads to an example domain once a letter goes to real readers. */
export const checkExampleAddress: Check = (letter) => {
  if (!letter.real) return [];
  const { html, text, raw } = letter;
  // The footer says for whom the copy is: that the To: header says too.
  const own = recipientAddresses(raw);
  const headers = ['From', 'Reply-To'].flatMap((name) => exampleIn(headerOf(raw, name)));
  const parts = [html, text].flatMap(exampleIn);
  const found = [...new Set([...headers, ...parts])].filter((each) => !own.includes(each));
  return firstFew(
    found.map((each) => problem('letter/example-address', placeOf(each, letter), each)),
  );
};

function exampleIn(text: string): readonly string[] {
  const found = [...text.matchAll(ADDRESS), ...text.matchAll(URL_THERE)];
  return found.map(([match]) => match.replace(/^mailto:/i, '').toLowerCase());
}

function placeOf(address: string, { edition, config, themeFolder }: ParsedLetter): Place {
  const says = (text: string) => text.toLowerCase().includes(address);
  const { from, replyTo, links, postalAddress, reason, logo } = config;
  if (says(JSON.stringify({ from, replyTo, links, postalAddress, reason, logo })))
    return { file: CONFIG };
  return placeInArticles(edition, says) ?? { file: themeFolder };
}
