import type { Inline, RichText } from '../article/rich-text.ts';
import type { Marks } from './marks.ts';

/**
 * Writes rich text for the text part: without emphasis, with the number of each footnote and of each
 * link whose address it does not show, and with "\n" for a line break.
 */
export function richPlain(rich: RichText, { ofFootnote, ofLink }: Marks): string {
  const plain = (inline: Inline): string => {
    switch (inline.kind) {
      case 'text':
      case 'code':
        return inline.text.replace(/\s*\n\s*/g, ' ');
      case 'break':
        return '\n';
      case 'footnote':
        return mark(ofFootnote.get(inline.label));
      case 'link': {
        const text = all(inline.children);
        const number = mark(ofLink.get(inline.url));
        if (number === '' || text === inline.url) return text;
        const words = text.trimEnd();
        return `${words}\u00a0${number}${text.slice(words.length)}`;
      }
      default:
        return all(inline.children);
    }
  };
  const all = (inlines: RichText): string => inlines.map(plain).join('');
  return all(rich);
}

function mark(number: number | undefined): string {
  return number === undefined ? '' : `[${number}]`;
}
