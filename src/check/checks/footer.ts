import { problem, type ProblemCode } from '../../base/problem.ts';
import { foldSpaces } from '../letter-text.ts';
import type { Check, ParsedLetter } from '../parsed-letter.ts';

/** Each part has the link to unsubscribe (CAN-SPAM); the header of RFC 8058 is not enough. */
export const checkUnsubscribe: Check = (letter) => {
  const { document, text, urls } = letter;
  const links = Array.from(document.querySelectorAll('a[href]'));
  const inHtml = links.some((link) => link.getAttribute('href') === urls.unsubscribe);
  return missingFrom(letter, 'letter/unsubscribe', inHtml, text.includes(urls.unsubscribe));
};

/** Each part has the sender's postal address (CAN-SPAM). */
export const checkPostalAddress: Check = (letter) => {
  const { config, visibleHtml, visibleText } = letter;
  const address = foldSpaces(config.postalAddress);
  return missingFrom(
    letter,
    'letter/postal-address',
    visibleHtml.includes(address),
    visibleText.includes(address),
  );
};

function missingFrom({ config }: ParsedLetter, code: ProblemCode, html: boolean, text: boolean) {
  const file = `templates/${config.theme.name}`;
  const parts = [html ? [] : ['the HTML'], text ? [] : ['the text']].flat();
  return parts.map((part) => problem(code, { file }, part));
}
