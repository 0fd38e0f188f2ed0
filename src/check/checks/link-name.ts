import { problem } from '../../base/problem.ts';
import { GENERIC_LINK_NAMES } from '../generic-link-names.ts';
import type { Check } from '../parsed-letter.ts';
import { elementTag, firstFew, placeOfLink } from '../reporting.ts';

/** The names by language, in the form that `comparable` returns. */
const GENERIC = new Map(
  Object.entries(GENERIC_LINK_NAMES).map(([language, names]) => [
    language,
    new Set(names.map(comparable)),
  ]),
);

/** Every link has a name that says where it goes (email-html.md A7). */
export const checkLinkName: Check = (letter) => {
  const found = Array.from(letter.document.querySelectorAll('a[href]')).flatMap((link) => {
    const name = nameOf(link);
    if (comparable(name) !== '' && !isGeneric(name, languageOf(link))) return [];
    const detail =
      comparable(name) === '' ? 'it has no name' : `"${name}" does not say where it goes`;
    const finding = { detail, element: elementTag(link) };
    return [problem('html/link-name', placeOfLink(link, letter), finding)];
  });
  return firstFew(found);
};

/** Its aria-label, otherwise its text and the alt texts of its images. */
function nameOf(link: Element): string {
  const label = link.getAttribute('aria-label')?.trim() ?? '';
  if (label !== '') return label;
  const pictures = Array.from(link.querySelectorAll('img'), (image) => image.getAttribute('alt'));
  return [link.textContent, ...pictures].join(' ').replace(/\s+/g, ' ').trim();
}

function isGeneric(name: string, language: string): boolean {
  const words = comparable(name);
  return [language, 'en'].some((each) => GENERIC.get(each)?.has(words));
}

function languageOf(link: Element): string {
  const tag = link.closest('[lang]')?.getAttribute('lang') ?? '';
  return (tag.split('-')[0] ?? '').toLowerCase();
}

/** In lower case, without arrows, dots and other marks. */
function comparable(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
