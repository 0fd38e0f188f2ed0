import { HtmlValidate, StaticConfigLoader, type Message } from 'html-validate/browser';
import { problem } from '../../base/problem.ts';
import { HTML_VALIDATE_CONFIG } from '../html-validate-config.ts';
import type { Check } from '../inspection.ts';
import { firstFew } from '../offenders.ts';

const validator = new HtmlValidate(new StaticConfigLoader(HTML_VALIDATE_CONFIG));

/** The HTML is valid, as far as e-mail can be (email-html.md C8). */
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
