import { problem, type ProblemCode } from '../../base/problem.ts';
import { foldSpaces } from '../visible-text.ts';
import type { Check, Inspection } from '../inspection.ts';

/** Each part shows the way to unsubscribe (CAN-SPAM, RFC 8058 aside). */
export const checkUnsubscribe: Check = (inspection) => {
  const { html, text, unsubscribeUrl } = inspection;
  const inHtml = html
    .replaceAll('&#38;', '&')
    .replaceAll('&amp;', '&')
    .includes(`href="${unsubscribeUrl}"`);
  return missingFrom(inspection, 'letter/unsubscribe', inHtml, text.includes(unsubscribeUrl));
};

/** Each part shows the sender's postal address (CAN-SPAM). */
export const checkPostalAddress: Check = (inspection) => {
  const { config, visibleHtml, visibleText } = inspection;
  const address = foldSpaces(config.postalAddress);
  return missingFrom(
    inspection,
    'letter/postal-address',
    visibleHtml.includes(address),
    visibleText.includes(address),
  );
};

function missingFrom({ config }: Inspection, code: ProblemCode, html: boolean, text: boolean) {
  const file = `templates/${config.theme.name}`;
  const parts = [html ? [] : ['the HTML'], text ? [] : ['the text']].flat();
  return parts.map((part) => problem(code, { file }, part));
}
