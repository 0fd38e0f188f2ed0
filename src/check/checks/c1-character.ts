import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';
import { firstFew } from '../reporting.ts';

/** There is no character from U+0080 to U+009F: Gmail clips a message with one (email-html.md B3). */
export const checkC1Character: Check = ({ html, edition, themeFolder }) => {
  const story = JSON.stringify([edition.lead, edition.further]);
  const found = Array.from(html.matchAll(/[\u0080-\u009f]/g), ({ 0: character, index }) => {
    const code = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    const before = html.slice(Math.max(0, index - 20), index).replace(/\s+/g, ' ');
    const file = story.includes(character) ? edition.lead.file : themeFolder;
    return problem('html/c1-character', { file }, `${code} after "${before}"`);
  });
  return firstFew(found);
};
