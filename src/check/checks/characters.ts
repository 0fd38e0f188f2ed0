import { articleTexts } from '../../article/story-texts.ts';
import { problem, type Problem } from '../../base/problem.ts';
import type { Edition } from '../../edition/edition.ts';
import type { Check } from '../parsed-letter.ts';
import { firstFew, placeInArticles } from '../reporting.ts';

/** UTF-8 that was decoded as Windows-1252, such as "Ã©", "â€™" and "Â ". */
const MOJIBAKE =
  /Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf™œ˜“”¦¢]|Â[\u00a0-\u00bf]|ï»¿|ðŸ/u;
/** Private-use characters: only the font they were made for can show them. */
const PRIVATE_USE = /[\ue000-\uf8ff\u{f0000}-\u{10fffd}]/u;
/** Characters that change the direction of the text after them, so that it reads differently. */
const BIDI_OVERRIDE = /[\u202a-\u202e\u2066-\u2069]/u;
/** A line that looks empty because it has only characters without width. */
const INVISIBLE_LINE =
  /^[\s\p{Cf}\u115f\u1160\u2800\u3164\uffa0]*\p{Cf}[\s\p{Cf}\u115f\u1160\u2800\u3164\uffa0]*$/u;

type CharacterCode = 'letter/mojibake' | 'letter/private-character' | 'letter/invisible-text';

/** No text has damaged, private-use or invisible characters. */
export const checkCharacters: Check = ({ edition, config, themeFolder }) => {
  const texts = [...textsOf(edition), config.name, config.from.name ?? ''];
  const findings = new Set<string>();
  const found = (code: CharacterCode, pattern: RegExp): readonly Problem[] =>
    texts.flatMap((text) => {
      const match = pattern.exec(text)?.[0];
      if (match === undefined || findings.has(`${code} ${text}`)) return [];
      findings.add(`${code} ${text}`);
      const place = placeInArticles(edition, (each) => each === text) ?? { file: themeFolder };
      return [problem(code, place, describeMatch(match, text))];
    });
  return [
    ...firstFew(found('letter/mojibake', MOJIBAKE)),
    ...firstFew(found('letter/private-character', PRIVATE_USE)),
    ...firstFew([
      ...found('letter/invisible-text', BIDI_OVERRIDE),
      ...found('letter/invisible-text', INVISIBLE_LINE),
    ]),
  ];
};

/** The match and the text before it; invisible characters by their code points. */
function describeMatch(match: string, text: string): string {
  const visible = /[\p{L}\p{N}\p{S}\p{P}]/u.test(match) && !PRIVATE_USE.test(match);
  const shown = visible ? `"${match}"` : codePoints(match);
  const before = text.slice(0, text.indexOf(match)).slice(-20).trim();
  return before === '' ? shown : `${shown} after "${before}"`;
}

function codePoints(text: string): string {
  const points = Array.from(text.trim() || text, (character) => character.codePointAt(0) ?? 0);
  return points
    .slice(0, 3)
    .map((point) => `U+${point.toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ');
}

function textsOf({ lead, further, subject, preheader }: Edition): readonly string[] {
  return [...new Set([subject, preheader, ...[lead, ...further].flatMap(articleTexts)])];
}
