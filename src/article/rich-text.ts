/** Text with its markup, as the sources of articles have it in common. */
export type RichText = readonly Inline[];

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly children: RichText }
  | { readonly kind: 'emphasis'; readonly children: RichText }
  | LinkInline
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'break' }
  /** The mark of a footnote, which stands among the blocks. */
  | { readonly kind: 'footnote'; readonly label: string };

export interface LinkInline {
  readonly kind: 'link';
  /** Always http, https or mailto. */
  readonly url: string;
  readonly children: RichText;
}

/** Returns a text without markup as rich text; an empty one for an empty text. */
export function richText(text: string): RichText {
  return text === '' ? [] : [{ kind: 'text', text }];
}

/** Returns the words of a rich text without its markup. A line break becomes a space. */
export function plainText(rich: RichText): string {
  return rich.map(plainInline).join('');
}

function plainInline(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
    case 'code':
      return inline.text;
    case 'break':
      return ' ';
    case 'footnote':
      return '';
    default:
      return plainText(inline.children);
  }
}

/** Returns a rich text with each of its texts replaced by what `change` makes of it; code stays. */
export function mapTexts(rich: RichText, change: (text: string) => string): RichText {
  return rich.map((inline) => {
    if (inline.kind === 'text') return { kind: 'text', text: change(inline.text) };
    if ('children' in inline) return { ...inline, children: mapTexts(inline.children, change) };
    return inline;
  });
}

/** Returns all parts of a rich text in reading order: each one, then those inside it. */
export function inlinesOf(rich: RichText): readonly Inline[] {
  return rich.flatMap((inline) => [
    inline,
    ...('children' in inline ? inlinesOf(inline.children) : []),
  ]);
}

/** Returns the URLs of the links of a rich text, in reading order. */
export function linksOf(rich: RichText): readonly string[] {
  return inlinesOf(rich).flatMap((inline) => (inline.kind === 'link' ? [inline.url] : []));
}

/** Cuts a number of characters of plain text from the start of a rich text. */
export function dropStart(rich: RichText, characters: number): RichText {
  const [first, ...others] = rich;
  if (!first || characters <= 0) return rich;
  const length = plainInline(first).length;
  if (length <= characters) return dropStart(others, characters - length);
  if (first.kind === 'text' || first.kind === 'code')
    return [{ ...first, text: first.text.slice(characters) }, ...others];
  if (!('children' in first)) return rich;
  return [{ ...first, children: dropStart(first.children, characters) }, ...others];
}
