/** Names of people, as bylines and credits have them. */
import { anyOf, phrasesOf } from './vocabulary.ts';
import { wordsOf } from './sentence.ts';

const JOINERS = anyOf(
  phrasesOf('and').filter((each) => each !== 'o' && /^[&a-zа-яєії]/u.test(each)),
);
/** What stands between two names, or between a name and a job. */
const AND = new RegExp(`\\s*[,;|/•·、]\\s*(?:(?:${JOINERS})\\s+)?|\\s+(?:${JOINERS})\\s+`, 'iu');
const PARTICLE =
  /^(?:de|da|do|dos|das|del|della|di|du|des|van|von|der|den|la|le|el|al|bin|ibn|ben|y|e|zu|ter|ten|af|av|abu|st\.?)$/iu;
const NAME_WORD = /^(?:\p{Lu}[\p{L}\p{M}'’.-]*|\p{Lu}\.|(?:d|l|O)['’]\p{Lu}[\p{L}\p{M}'’-]*)$/u;

/** Returns the parts of a line that commas, bars and "and" separate. */
export function splitNames(text: string): readonly string[] {
  return text.split(AND).filter((part) => part !== '');
}

/** Returns whether a text looks like the name of a person: two to four words with capitals. */
export function isName(text: string): boolean {
  const words = wordsOf(text);
  if (words.length < 2 || words.length > 6 || text.length > 50) return false;
  if (!NAME_WORD.test(words[0] ?? '') || !NAME_WORD.test(words.at(-1) ?? '')) return false;
  const main = words.filter((word) => !PARTICLE.test(word) && !/^\p{Lu}\.$/u.test(word));
  return main.length <= 4 && words.every((word) => NAME_WORD.test(word) || PARTICLE.test(word));
}

/** Returns whether each part of a line is a name; all capitals and mixed case may not change. */
export function isNames(text: string): boolean {
  const parts = splitNames(text);
  return parts.length > 0 && parts.length <= 8 && parts.every(isName);
}

/** Returns whether a text begins with a name: "Nora Vell Fox News", "NORA VELL, Staff Writer". */
export function startsWithName(text: string): boolean {
  const [first = '', second = ''] = wordsOf(text.split(AND)[0] ?? '');
  if (/^\p{Lo}/u.test(first)) return true;
  return (
    NAME_WORD.test(first) && (second === '' || NAME_WORD.test(second) || PARTICLE.test(second))
  );
}
