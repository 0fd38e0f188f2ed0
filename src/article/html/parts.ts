/** Tells lines whose parts stand beside each other from sentences. */
import { readDateLine } from '../wire/date-line.ts';
import { namesReason } from './furniture.ts';
import { BYLINE_NAMES, DATE_NAMES, namesOf, SECTION_NAMES } from './hints.ts';
import type { MeasureOf } from './measures.ts';
import { isElement, isText } from './tags.ts';

const MAX_LINE = 200;
const SENTENCE = /[.!?。]["”’)]*\s*$/u;
/** In these, elements without a space between them are parts of one word. */
const RUNNING =
  /^(?:P|H[1-6]|LI|TD|TH|DT|DD|FIGCAPTION|BLOCKQUOTE|PRE|B|STRONG|I|EM|CODE|Q|SUP|SUB)$/;

/**
 * Returns a test for the elements in a line: whether one is a text of its own, such as the date and
 * the button in "By Nora Vell June 14 Share". None in a sentence is.
 */
export function partsOf(line: Element, measureOf: MeasureOf): (part: Element) => boolean {
  const isShort = measureOf(line).text <= MAX_LINE && line.childElementCount > 0;
  if (!isShort) return () => false;
  if (/^H[1-6]$/.test(line.tagName))
    return line.childElementCount > 1 ? isPartOfHeading : () => false;
  if (SENTENCE.test(line.textContent)) return () => false;
  if (isRow(line)) return () => true;
  const outer = namesOf(line);
  const own = Array.from(line.childNodes, (node) => (isText(node) ? node.data : ''))
    .join(' ')
    .trim();
  const kinds =
    own === '' || /\d/.test(own)
      ? [BYLINE_NAMES, DATE_NAMES, SECTION_NAMES]
      : [DATE_NAMES, SECTION_NAMES];
  return (part) => {
    if (part.tagName === 'TIME' || isRow(part)) return true;
    const names = namesOf(part);
    return (
      kinds.some((each) => each.test(names) && !each.test(outer)) ||
      namesReason(part) !== undefined ||
      readDateLine(part.textContent.trim()) !== undefined
    );
  };
}

/** Some sites have the section and the headline in one heading. */
function isPartOfHeading(part: Element): boolean {
  const names = namesOf(part);
  return / headline | title /.test(names) || SECTION_NAMES.test(names);
}

/** Whether the elements in a line touch, as "Nora Vell" and "Reporter" do: a style parts them. */
function isRow(line: Element): boolean {
  const nodes = Array.from(line.childNodes).filter((node) => isElement(node) || isText(node));
  if (RUNNING.test(line.tagName) || nodes.length < 2 || !nodes.every(isElement)) return false;
  return nodes.some((node, index) => {
    const before = index === 0 ? '' : (nodes[index - 1]?.textContent ?? '');
    return /[^\s][\p{L}\p{N}]$/u.test(before) && /^[\p{Lu}\p{Lo}\p{N}@]/u.test(node.textContent);
  });
}
