import Handlebars from 'handlebars';
import type { Inline, RichText } from '../article/rich-text.ts';
import type { Marks } from './marks.ts';

/** HTML that a template writes as it is. */
export type Html = Handlebars.SafeString;

const { escapeExpression: escape } = Handlebars;

/**
 * Writes rich text as HTML: escaped text and a few elements, without styles. A theme sets links by
 * their class "link".
 */
export function richHtml(rich: RichText, { ofFootnote }: Pick<Marks, 'ofFootnote'>): Html {
  const inlineHtml = (inline: Inline): string => {
    switch (inline.kind) {
      case 'text':
        return escape(inline.text);
      case 'strong':
        return `<strong>${all(inline.children)}</strong>`;
      case 'emphasis':
        return `<em>${all(inline.children)}</em>`;
      case 'link':
        return `<a class="link" href="${escape(inline.url)}">${all(inline.children)}</a>`;
      case 'code':
        return `<code>${escape(inline.text)}</code>`;
      case 'break':
        return '<br>';
      case 'footnote': {
        // No link to the note: it does nothing in Gmail on iOS, Yahoo and others (caniemail).
        const number = ofFootnote.get(inline.label);
        return number === undefined ? '' : `<sup>${number}</sup>`;
      }
    }
  };
  const all = (inlines: RichText): string => inlines.map(inlineHtml).join('');
  return new Handlebars.SafeString(all(rich));
}
