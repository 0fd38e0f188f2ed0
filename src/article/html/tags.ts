/** What the elements of HTML are to a reader of stories. */

const BLOCKS = new Set(
  `ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DETAILS DIALOG DIV DL DT FIELDSET FIGCAPTION
  FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HR HTML LI MAIN MENU NAV NOSCRIPT OL P PRE
  SEARCH SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL CAPTION DIR LEGEND OPTION`.split(
    /\s+/,
  ),
);

/** What a browser shows nothing of. */
const SKIPPED = new Set(
  'SCRIPT STYLE LINK META HEAD TITLE BASE TEMPLATE COLGROUP COL TRACK SOURCE PARAM XML'.split(' '),
);

/** What a letter cannot contain. */
const EMBEDS = new Set('IFRAME VIDEO AUDIO OBJECT EMBED CANVAS'.split(' '));

const CONTROLS = new Set('BUTTON SELECT INPUT TEXTAREA OUTPUT PROGRESS METER DATALIST'.split(' '));

/** Returns whether browsers show an element as a block. */
export function isBlock({ tagName }: Element): boolean {
  return BLOCKS.has(tagName);
}

/** Returns whether a browser shows nothing of an element. */
export function isSkipped({ tagName }: Element): boolean {
  return SKIPPED.has(tagName);
}

/** Returns whether an element is one that no letter can contain, such as a video. */
export function isEmbed({ tagName }: Element): boolean {
  return EMBEDS.has(tagName);
}

/** Returns whether an element is a control of a form. */
export function isControl({ tagName }: Element): boolean {
  return CONTROLS.has(tagName);
}

/** Returns whether a node is an element. */
export function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}

/** Returns whether a node is text. */
export function isText(node: Node): node is Text {
  return node.nodeType === 3;
}

/** Returns a text with single spaces, without soft hyphens and control characters. */
export function folded(text: string): string {
  return cleaned(text).replace(/\s+/g, ' ').trim();
}

/** Soft hyphens say where a browser may break a word; a letter breaks its own lines. */
export function cleaned(text: string): string {
  // eslint-disable-next-line no-control-regex -- the pattern must match them
  return text.replace(/[\u00ad\ufeff\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g, '');
}

/** Returns the text that an element shows, folded; scripts and styles in it show none. */
export function shownText(element: Element): string {
  return folded(shown(element));
}

function shown(node: Node): string {
  if (isText(node)) return node.data;
  if (!isElement(node) || isSkipped(node)) return '';
  const text = Array.from(node.childNodes, shown).join('');
  return isBlock(node) || node.tagName === 'BR' ? ` ${text} ` : text;
}
