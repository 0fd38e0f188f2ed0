import type { LinkView, StoryView } from './story-view.ts';
import { blockText, pictureText } from './text-blocks.ts';
import type { View } from './view.ts';
import { underlined, WIDTH, wrap } from './wrap.ts';

/** Renders the text part from the view. It is never converted from the HTML. */
export function renderText(view: View<string>): string {
  const groups = [
    masthead(view),
    ...story(view.lead),
    ...further(view),
    '-'.repeat(WIDTH),
    footer(view),
  ];
  return `${groups.join('\n\n')}\n`;
}

function masthead({ paper, date, readingTime, web }: View<string>): string {
  const lines = [underlined(paper.name, '='), wrap(`${date} · ${readingTime}`, WIDTH)];
  return [...lines, ...(web ? [`\n${link(web)}`] : [])].join('\n');
}

function story(view: StoryView<string>): readonly string[] {
  const { section, headline, dek, byline, keyPoints, image, dateline } = view;
  const groups: (string | null)[] = [
    section && wrap(section, WIDTH),
    underlined(headline, '-'),
    dek && wrap(dek, WIDTH),
    byline && wrap(byline, WIDTH),
    keyPoints && `${wrap(keyPoints.heading, WIDTH)}\n\n${numbered(keyPoints.points)}`,
    image && pictureText(image),
    ...view.blocks.map((block) => blockText(block, dateline)),
    ...(view.contributors ?? []).map((line) => wrap(line, WIDTH)),
    notes(view),
    view.callToAction && link(view.callToAction),
  ];
  return groups.filter((group) => group !== null);
}

/** The footnotes and the addresses of the links, by the numbers that they have in the story. */
function notes({ footnotes, links }: StoryView<string>): string | null {
  const lines = [
    ...(footnotes?.notes ?? []).map((note, index) => noteText(index + 1, note)),
    ...(links ?? []).map(({ number, url }) => noteText(number, url)),
  ];
  return lines.length === 0 ? null : lines.join('\n');
}

function noteText(number: number, text: string): string {
  const mark = `[${number}] `;
  return wrap(text, WIDTH, mark, ' '.repeat(mark.length));
}

function further({ further: more }: View<string>): readonly string[] {
  if (!more) return [];
  return [
    '-'.repeat(WIDTH),
    underlined(more.heading, '='),
    ...more.stories.flatMap((each, index) => (index > 0 ? ['* * *', ...story(each)] : story(each))),
  ];
}

function numbered(points: readonly string[]): string {
  return points.map((point, index) => wrap(point, WIDTH, ` ${index + 1}. `, '    ')).join('\n\n');
}

function link({ text, url }: LinkView): string {
  return `${wrap(`${text}:`, WIDTH)}\n${url}`;
}

function footer({ reason, copyFor, share, links, postalAddress }: View<string>): string {
  const lines = [
    reason && wrap(reason, WIDTH),
    copyFor,
    ...(share ? [link(share)] : []),
    ...links.map(link),
    wrap(postalAddress, WIDTH),
  ];
  return lines.filter((line) => line !== null).join('\n');
}
