import type { Article } from '../../article/article.ts';
import { problem } from '../../problem.ts';
import { htmlEscaped } from '../html-escaped.ts';
import type { Check, Inspection } from '../inspection.ts';

/** Gmail clips a message whose HTML part is longer than about 102 KB (email-html.md B1). */
export const checkSize: Check = (inspection) => {
  const { html, config, edition } = inspection;
  const { htmlBytes, htmlWarningBytes } = config.check.budgets;
  const actual = Buffer.byteLength(html);
  if (actual < htmlWarningBytes) return [];
  const over = actual >= htmlBytes;
  const limit = over ? htmlBytes : htmlWarningBytes;
  const story = storyAt(inspection, limit) ?? edition.lead;
  const where = `${over ? 'clipped' : 'nearest'} in "${story.headline.slice(0, 60)}"`;
  const finding = { detail: where, actual: `${actual} bytes of HTML`, expected: `below ${limit}` };
  return [problem(over ? 'letter/size' : 'letter/size-near', { file: story.file }, finding)];
};

/** The story in which a byte of the HTML falls: the last whose headline begins before it. */
function storyAt({ html, edition }: Inspection, byte: number): Article | undefined {
  const start = Buffer.from(html).subarray(0, byte).toString('utf8');
  const body = start.slice(start.indexOf('<body'));
  return [edition.lead, ...edition.further].findLast(({ headline }) =>
    body.includes(`>${htmlEscaped(headline)}<`),
  );
}
