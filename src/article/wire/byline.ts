/** Bylines: "By Nora Vell and Tom Arden", "Von Nora Vell, Berlin", "Nora Vell | The Herald". */
import { isAgency } from './agencies.ts';
import { isName, isNames, splitNames, startsWithName } from './names.ts';
import { endsStatement, wordsOf } from './sentence.ts';
import { normal, phraseFinder, phrasesOf } from './vocabulary.ts';

const MAX_LENGTH = 200;
const findBy = phraseFinder(phrasesOf('by'));
/** Jobs and houses that follow the names of a byline without a preposition. */
const JOB =
  /\b(?:writer|reporter|correspondent|editor|columnist|contributor|staff|bureau|chief|author|analyst|korrespondentin|korrespondent|redakteurin|redakteur|journaliste|journalist|corresponsal|correspondant|inviato|redactor|herald|times|post|news|tribune|gazette|journal|press|today|telegraph|chronicle|observer|guardian|independent|globe|star|mail|reuters|bloomberg|cnbc|cnn|bbc|politico)\b/iu;
/** What people say about an author in place of a job: it is cut from the byline. */
const ABOUT = /,\s+(?:author of|who\s|covering\s|covers\s)/iu;

/** Returns whether a line that begins with a word such as "By" names the authors. */
export function isByline(text: string): boolean {
  const rest = afterBy(text);
  if (rest === undefined || text.length > MAX_LENGTH) return false;
  if (rest === '' || (endsStatement(text) && wordsOf(rest).length > 6)) return false;
  return /^the editorial board$/iu.test(rest) || (startsWithName(rest) && !isSentence(rest));
}

/** Returns whether a line is only what a byline begins with; the names follow below it. */
export function isBylineStart(text: string): boolean {
  return text.length <= 20 && afterBy(text) === '' && normal(text) !== '';
}

/** Returns whether a line of names alone, with houses or jobs, can be a byline. */
export function isBareByline(text: string): boolean {
  if (text.length > MAX_LENGTH || endsStatement(text)) return false;
  const [names = text] = text.split(ABOUT);
  const bare = names.replace(/^[—–-]\s*|\s+in \p{Lu}[\p{L}. ]{2,30}$/gu, '');
  if (isNames(bare) && splitNames(bare).every((each) => !JOB.test(each))) return true;
  const [first = '', ...others] = splitNames(bare);
  const job =
    others.length > 0 &&
    others.length <= 5 &&
    others.every((each) => isName(each) || JOB.test(each) || isAgency(each));
  return (
    isName(first) && !JOB.test(first) && job && others.every((each) => wordsOf(each).length <= 6)
  );
}

/** Returns whether a line only says what an author is: "Political correspondent, BBC News". */
export function isJobLine(text: string): boolean {
  return text.length <= 70 && JOB.test(text) && !endsStatement(text) && wordsOf(text).length <= 8;
}

/** Returns the part of a byline that tells about the author rather than naming him: ", author of …" */
export function aboutAuthor(text: string): string | undefined {
  const at = ABOUT.exec(text)?.index;
  return at === undefined ? undefined : text.slice(at);
}

function afterBy(text: string): string | undefined {
  const start = text.slice(0, 60);
  const phrase = findBy(normal(start));
  if (phrase === undefined) return undefined;
  const lead = new RegExp(`^[\\s—–-]*(?:.{${phrase.length}})[\\s::/-]*`, 'su').exec(text)?.[0];
  return lead === undefined ? undefined : text.slice(lead.length);
}

/** "By Wednesday night the vote was over": small words that no name has. */
function isSentence(rest: string): boolean {
  const [first = ''] = splitNames(rest);
  const small = wordsOf(first).filter((word) => /^\p{Ll}/u.test(word));
  const strange = small.filter(
    (word) =>
      !/^(?:de|da|do|dos|del|di|du|van|von|der|den|la|le|el|al|for|in|at|of|the|und|et|e|y|para|aus|pour)$/u.test(
        word,
      ),
  );
  return strange.length > 1 || (strange.length > 0 && wordsOf(first).length < 4);
}
