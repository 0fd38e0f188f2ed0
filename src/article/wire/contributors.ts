/** Lines about who else worked on a story: "Reporting by …; Editing by …". */
import { isAgency } from './agencies.ts';
import { normal, phraseFinder, phrasesOf } from './vocabulary.ts';

const MAX_LENGTH = 400;
const findStart = phraseFinder(phrasesOf('contributors'));
const SHORT =
  /^(?:editor|editors|source|sources|quelle|quellen|fuente|fuentes|fonte|fonti|fontes|bron|bronnen|źródło|źródła|джерело|джерела|kaynak|kaynaklar|redaktion|redazione|redactie|redakcja|mitarbeit|contributors|contributing|additional reporting|editör|çeviri|المصدر|المصادر|מקור|מקורות|来源|來源|出典|情報源|edición|édition|编译|編譯)$/u;
const DASHED =
  /^(?:[—–-]{1,2}\s*|\()(?:.{0,80}\b(?:contributed to this|contributed reporting|contributed)\b|with (?:assistance|help|reporting|inputs?)\b|.{0,60}\bhat (?:zu diesem|mitgewirkt)|avec\b|con\b|mit\b|reporting by|additional reporting|editing by|writing by)/iu;
const WITH_AGENCY =
  /^(?:mit(?: material von| informationen von)?|avec(?: l')?|con|com|met) .{1,40}$/iu;

/** Returns whether a line credits people or agencies rather than telling the story. */
export function isContributors(text: string): boolean {
  if (text.length > MAX_LENGTH) return false;
  if (DASHED.test(text)) return true;
  const line = normal(text).replace(/^[(（]\s*/u, '');
  const start = findStart(line);
  if (start === undefined) return false;
  const rest = line.slice(start.length);
  if (SHORT.test(start)) return /^\s*[:：/]/u.test(rest);
  if (WITH_AGENCY.test(line) && start.split(' ').length < 3)
    return /[(（]/u.test(text[0] ?? '') || isAgency(line.split(' ').slice(1).join(' '));
  return rest.trim() !== '' && rest.length <= 300;
}
