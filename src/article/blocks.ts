import type { Block } from './article.ts';
import { richText } from './rich-text.ts';
import { isBullet, photoAt, takeBullets, type TextLine } from './lines.ts';

/** Groups the lines of a story into paragraphs, headings, quotations, lists and pictures. */
export function readBlocks(lines: readonly TextLine[]): readonly Block[] {
  const blocks: Block[] = [];
  let index = 0;
  for (let first = lines[index]; first; first = lines[index]) {
    const { block, length } = readBlock(first, lines, index, blocks.length > 0);
    blocks.push(block);
    index += length;
  }
  return blocks;
}

function readBlock(
  first: TextLine,
  lines: readonly TextLine[],
  index: number,
  mayBeHeading: boolean,
): { block: Block; length: number } {
  const { line } = first;
  if (isBullet(first)) {
    const { items, end } = takeBullets(lines, index);
    const list = items.map((item) => ({ text: richText(item) }));
    return { block: { kind: 'list', items: list, line }, length: end - index };
  }
  const photo = photoAt(lines, index);
  if (photo) {
    return { block: { kind: 'image', image: photo.image, line }, length: photo.length };
  }
  const group = paragraphGroup(lines, index);
  const text = group.map((each) => each.text).join(' ');
  if (group.every((each) => each.text.startsWith('>'))) {
    const quote = group.map((each) => each.text.replace(/^>\s*/, '')).join(' ');
    return { block: { kind: 'quote', paragraphs: [richText(quote)], line }, length: group.length };
  }
  const heading = mayBeHeading && isHeading(group, paragraphGroup(lines, index + group.length));
  const block: Block = heading
    ? { kind: 'heading', level: 2, text: richText(text), line }
    : { kind: 'paragraph', text: richText(text), line };
  return { block, length: group.length };
}

/** Returns the lines of one paragraph: more than one only if the text is hard-wrapped. */
function paragraphGroup(lines: readonly TextLine[], index: number): readonly TextLine[] {
  let end = index + 1;
  while (lines[end]?.joined === true && continues(lines[end - 1], lines[end])) end++;
  return lines.slice(index, end);
}

function continues(line: TextLine | undefined, next: TextLine | undefined): boolean {
  if (!line || !next || isBullet(next)) return false;
  const quoted = line.text.startsWith('>');
  if (quoted !== next.text.startsWith('>')) return false;
  const wrapped = line.text.length >= 45 && line.text.length <= 90 && next.text.length <= 90;
  return quoted || wrapped;
}

/** Whether a group is a short line without final punctuation, between empty lines, above prose. */
function isHeading([first, ...others]: readonly TextLine[], next: readonly TextLine[]): boolean {
  const text = first?.text ?? '';
  const alone = others.length === 0 && first?.joined === false && next[0]?.joined === false;
  const length = next.reduce((sum, line) => sum + line.text.length, 0);
  const prose = length > 80 && !isBullet(next[0]);
  return alone && prose && text.length <= 80 && !/\p{P}$/u.test(text);
}
