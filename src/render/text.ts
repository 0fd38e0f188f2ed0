import type { BlockView, ImageView, LinkView, StoryView } from './story-view.ts';
import type { View } from './view.ts';

const WIDTH = 78;

/** Renders the text part from the view. It is never converted from the HTML. */
export function renderText(view: View): string {
  const groups = [
    masthead(view),
    ...story(view.lead),
    ...further(view),
    '-'.repeat(WIDTH),
    footer(view),
  ];
  return `${groups.join('\n\n')}\n`;
}

function masthead({ paper, date, readingTime, web }: View): string {
  const lines = [underlined(paper.name, '='), wrap(`${date} · ${readingTime}`, WIDTH)];
  return [...lines, ...(web ? [`\n${link(web)}`] : [])].join('\n');
}

function underlined(text: string, rule: string): string {
  const set = wrap(text, WIDTH);
  const widest = Math.max(...set.split('\n').map((line) => Array.from(line).length));
  return `${set}\n${rule.repeat(Math.min(widest, WIDTH))}`;
}

function story(view: StoryView): readonly string[] {
  const { section, headline, byline, keyPoints, image, dateline, blocks, callToAction } = view;
  const groups: (string | null)[] = [
    section && wrap(section, WIDTH),
    underlined(headline, '-'),
    byline && wrap(byline, WIDTH),
    keyPoints && `${wrap(keyPoints.heading, WIDTH)}\n\n${numbered(keyPoints.points)}`,
    image && picture(image),
    ...blocks.map((block) => blockText(block, dateline)),
    callToAction && link(callToAction),
  ];
  return groups.filter((group) => group !== null);
}

function further({ further: more }: View): readonly string[] {
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
  return `${wrap(`${text}:`, WIDTH)}\n${url}`;
}

function footer({ reason, copyFor, share, links, postalAddress }: View): string {
  const lines = [
    reason && wrap(reason, WIDTH),
    copyFor,
    ...(share ? [link(share)] : []),
    ...links.map(link),
    wrap(postalAddress, WIDTH),
  ];
  return lines.filter((line) => line !== null).join('\n');
}

/**
 * Wraps a text to lines of at most `width` characters. It breaks at spaces only: never at a no-break
 * space or inside a longer word, such as a URL. The first line starts with `first`, the others with
 * `indent`.
 */
export function wrap(text: string, width: number, first = '', indent = ''): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/[ \t\n]+/).filter((each) => each !== '')) {
    if (!empty && length(line) + 1 + length(word) > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line += (empty ? '' : ' ') + word;
    }
    empty = false;
  }
  return [...lines, line].join('\n');
}

function length(text: string): number {
  return Array.from(text).length;
}
