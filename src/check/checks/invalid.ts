import {
  HtmlValidate,
  StaticConfigLoader,
  type ConfigData,
  type Message,
} from 'html-validate/browser';
import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';
import { firstFew } from '../reporting.ts';

/** HTML and accessibility, without what email needs and without what another check covers better. */
export const HTML_VALIDATE_RULES: ConfigData = {
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y'],
  elements: ['html5'],
  rules: {
    // Outlook for Windows renders with Word, which needs align, valign, bgcolor, border and
    // cellpadding for layout.
    'no-deprecated-attr': 'off',
    // Gmail and Yahoo drop or rename <article>; a role on the wrapper's <div> survives.
    'prefer-native-element': 'off',
    // html/alt checks images, and tells decorative images from the others.
    'wcag/h37': 'off',
    // html/link-name checks the names of links.
    'wcag/h30': 'off',
    // html/title compares the title with the subject.
    'empty-title': 'off',
  },
};

const validator = new HtmlValidate(new StaticConfigLoader(HTML_VALIDATE_RULES));

/** The HTML is valid, as far as email allows (email-html.md C8). */
export const checkInvalid: Check = ({ html, themeFolder }) => {
  const { results } = validator.validateStringSync(html);
  const found = results
    .flatMap(({ messages }) => messages)
    .map((message) => {
      const detail = `${message.message} (${message.ruleId})`;
      return problem(
        'html/invalid',
        { file: themeFolder },
        { detail, element: tagAt(html, message) },
      );
    });
  return firstFew(found);
};

/** The tag that a message is about, shortened. */
function tagAt(html: string, { offset }: Message): string {
  const start = Math.max(0, html.lastIndexOf('<', offset));
  const end = html.indexOf('>', start);
  const tag = html.slice(start, end === -1 ? undefined : end + 1).replace(/\s+/g, ' ');
  return tag.length > 120 ? `${tag.slice(0, 119)}…` : tag;
}
