/** The plain-text part, set from the data like a typed telegram; never converted from the HTML. */
import type { Slot } from './slots.ts';
import type { BlockView, ImageView, LinkView, StoryView, View } from './view.ts';
import { wrap } from './wrap.ts';

const WIDTH = 78;

export function renderText(view: View, token: (slot: Slot) => string): string {
  const groups = [masthead(view), ...story(view.lead), '-'.repeat(WIDTH), footer(view, token)];
  return `${groups.join('\n\n')}\n`;
}

function masthead({ paper, date, readingTime }: View): string {
  return `${underlined(paper.name, '=')}\n${wrap(`${date} · ${readingTime}`, WIDTH)}`;
}

function underlined(text: string, rule: string): string {
  const set = wrap(text, WIDTH);
  const widest = Math.max(...set.split('\n').map((line) => Array.from(line).length));
  return `${set}\n${rule.repeat(Math.min(widest, WIDTH))}`;
}

function story({
  section,
  headline,
  byline,
  keyPoints,
  image,
  dateline,
  blocks,
  callToAction,
}: StoryView) {
  const groups: (string | null)[] = [
    section,
    underlined(headline, '-'),
    byline && wrap(byline, WIDTH),
    keyPoints && `${keyPoints.heading}\n\n${numbered(keyPoints.points)}`,
    image && picture(image),
    ...blocks.map((block) => blockText(block, dateline)),
    callToAction && link(callToAction),
  ];
  return groups.filter((group) => group !== null);
}

function numbered(points: readonly string[]): string {
  return points.map((point, index) => wrap(point, WIDTH, ` ${index + 1}. `, '    ')).join('\n\n');
}

function picture({ alt, caption, credit }: ImageView): string {
  return wrap([`[${alt}]`, caption, credit && `(${credit})`].filter(Boolean).join(' '), WIDTH);
}

function blockText(block: BlockView, dateline: string | null): string | null {
  const { paragraph, heading, quote, items, image, first } = block;
  if (paragraph !== null) {
    const text = first && dateline !== null ? `${dateline}\u00a0—\u00a0${paragraph}` : paragraph;
    return wrap(text, WIDTH);
  }
  if (heading !== null) return underlined(heading, '-');
  if (quote !== null) return wrap(quote, WIDTH, '  > ', '  > ');
  if (items !== null) return items.map((item) => wrap(item, WIDTH, '  * ', '    ')).join('\n');
  return image && picture(image);
}

function link({ text, url }: LinkView): string {
  return `${text}:\n${url}`;
}

function footer(view: View, token: (slot: Slot) => string): string {
  const name = token({ name: 'name', fallback: view.reader });
  const email = token({ name: 'email', fallback: '' });
  const unsubscribe = {
    text: view.unsubscribe,
    url: token({ name: 'unsubscribeUrl', fallback: '' }),
  };
  const lines = [
    view.reason && wrap(view.reason, WIDTH),
    `${view.copyFor} ${name}, ${email}.`,
    ...[...view.links, unsubscribe].map(link),
    wrap(view.postalAddress, WIDTH),
  ];
  return lines.filter((line) => line !== null).join('\n');
}
