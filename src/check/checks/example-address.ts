import { EXAMPLE_DOMAINS, EXAMPLE_TOP_LEVELS } from '../../base/example-domain.ts';
import { problem, type Place } from '../../base/problem.ts';
import { linksOf } from '../../config/links.ts';
import { firstFew, placeInArticles } from '../reporting.ts';
import type { Check, ParsedLetter } from '../parsed-letter.ts';
import { headerOf, recipientAddresses } from '../message-headers.ts';

/** Domains reserved for examples (RFC 2606); in a letter to real subscribers they are a mistake. */
const NAME = EXAMPLE_DOMAINS.join('|').replaceAll('.', String.raw`\.`);
const DOMAIN = String.raw`(?:[\w-]+\.)*(?:${NAME}|[\w-]+\.(?:${EXAMPLE_TOP_LEVELS.join('|')}))(?![\w-]|\.\w)`;
const ADDRESS = new RegExp(String.raw`[\w.!#$%&'*+=?^{|}~-]+@${DOMAIN}`, 'gi');
const URL_OF_DOMAIN = new RegExp(String.raw`https?://${DOMAIN}[^\s"'<>)]*`, 'gi');
const CONFIG = 'broadsheet.config.ts';

/** A letter to real subscribers has no address or link at an example domain. */
export const checkExampleAddress: Check = (letter) => {
  if (!letter.real) return [];
  const { raw } = letter;
  // The footer repeats the recipient's address.
  const own = recipientAddresses(raw);
  const headers = ['From', 'Reply-To'].flatMap((name) => exampleIn(headerOf(raw, name)));
  const parts = sharedParts(letter).flatMap(exampleIn);
  const found = [...new Set([...headers, ...parts])].filter((each) => !own.includes(each));
  return firstFew(
    found.map((each) => problem('letter/example-address', placeOf(each, letter), each)),
  );
};

/** The parts with the URLs of the config where readers have their own: no token is shown. */
function sharedParts({ html, text, urls, config }: ParsedLetter): readonly string[] {
  const { page, unsubscribe } = linksOf(config);
  const shared = page ?? unsubscribe ?? urls.unsubscribe;
  return [html, text].map((part) => part.replaceAll(urls.unsubscribe, () => shared));
}

function exampleIn(text: string): readonly string[] {
  const found = [...text.matchAll(ADDRESS), ...text.matchAll(URL_OF_DOMAIN)];
  return found.map(([match]) => match.replace(/^mailto:/i, '').toLowerCase());
}

function placeOf(address: string, { edition, config, themeFolder }: ParsedLetter): Place {
  const matches = (text: string) => text.toLowerCase().includes(address);
  const { from, replyTo, postalAddress, reason, logo } = config;
  const links = linksOf(config);
  if (matches(JSON.stringify({ from, replyTo, links, postalAddress, reason, logo })))
    return { file: CONFIG };
  return placeInArticles(edition, matches) ?? { file: themeFolder };
}
