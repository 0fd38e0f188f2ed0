/** Datelines as agencies and houses write them: the place, the date and the agency before a story. */
import { isAgency } from './agencies.ts';
import { readDateLine } from './date-line.ts';
import { isCommonStart, isPlaceName } from './places.ts';
import { isCapitals } from './sentence.ts';
import { MONTHS } from './vocabulary.ts';

export interface Dateline {
  readonly dateline: string;
  /** The number of characters up to the story. */
  readonly length: number;
}

const MAX = 120;
/** A dash that separates the dateline; a hyphen only between spaces. */
const DASH = /\s*(?:[—–―]|--)\s*|\s+[-_−|]\s+|\.-\s+/u;
const STATES = /^(?:[A-Z][a-z]{1,5}\.|[A-Z]\.[A-Z]\.|D\.C\.)$/;

/**
 * Returns the dateline at the start of a paragraph. A place in capitals is enough before a dash; one
 * in other letters needs an agency in brackets, or a sentence after a long dash.
 */
export function splitDateline(text: string): Dateline | undefined {
  return bracketed(text) ?? eastAsian(text) ?? withoutDash(text) ?? placed(text);
}

/** "[ワシントン 14日 ロイター] - ", "(ANSA) - ROMA, 14 GIU - ", "(Reuters) - " */
function bracketed(text: string): Dateline | undefined {
  const square = /^[[［【]([^\]］】]{2,60})[\]］】]\s*(?:[-—–―−]+\s*)?(?=\S)/u.exec(text);
  if (
    square?.[1] !== undefined &&
    (/[-—–―−]\s*$/u.test(square[0]) || /[＝=]|\d+日/u.test(square[1]))
  )
    return { dateline: square[1].trim(), length: square[0].length };
  const round = /^[(（]([^()（）]{2,40})[)）]\s*(?:[-—–―−]+\s*)(?=\S)/u.exec(text);
  if (round?.[1] !== undefined && (isAgency(round[1]) || /[＝=]/u.test(round[1]))) {
    const rest = text.slice(round[0].length);
    const place = placed(rest);
    const length = round[0].length + (place?.length ?? 0);
    return {
      dateline: place
        ? text.slice(0, length).replace(/[\s—–―−-]+$/u, '')
        : round[0].replace(/[\s—–―−-]+$/u, ''),
      length,
    };
  }
  return undefined;
}

/** "新华社华盛顿6月14日电 ", "（北京14日電）", "中新社北京6月14日电 (记者 李明)" */
function eastAsian(text: string): Dateline | undefined {
  const match =
    /^[(（]?((?:[\p{Script=Han}·]{1,20})[^\s。,，()（）]{0,20}\d{1,2}日(?:[\p{Script=Han}]{0,3})?(?:电|電|讯|訊|综合电|専電))[)）]?(?:\s*[(（](?:记者|記者)[^()（）]{1,20}[)）])?[\s\u3000:：]*/u.exec(
      text,
    );
  return match?.[1] === undefined
    ? undefined
    : {
        dateline: match[0]
          .replace(/^[(（]|[\s\u3000:：]+$/gu, '')
          .replace(/^([^(（]*)[)）]$/u, '$1'),
        length: match[0].length,
      };
}

/** "BEIJING, June 14. /TASS/. ", "Washington, June 14 (IANS) ", "КИЇВ. 14 червня. УНІАН. " */
function withoutDash(text: string): Dateline | undefined {
  const head = text.slice(0, MAX);
  const match =
    /^(\p{Lu}[^/.()\n]{2,30}, [^/()\n]{3,20}\/[\p{L} ]{2,20}\/)\.\s+(?=\S)/u.exec(head) ??
    /^(\p{Lu}[^,.()\n]{2,30}, [^()\n]{0,12}\d{1,2}[^()\n]{0,12} \([\p{L} ]{2,20}\))\s+(?=\p{Lu})/u.exec(
      head,
    ) ??
    /^(\p{Lu}{3,20}\. \d{1,2} \p{L}{3,12}\. \p{Lu}[\p{L}-]{1,20})\.\s+(?=\p{Lu})/u.exec(head);
  return match?.[1] === undefined ? undefined : { dateline: match[1], length: match[0].length };
}

function placed(text: string): Dateline | undefined {
  const head = text.slice(0, MAX);
  const colon =
    /^(\p{Lu}[\p{Lu}\p{M}'’.-]+(?:[ /]\p{Lu}[\p{Lu}\p{M}'’.-]+){0,3})\s?:\s+(?=[\p{Lu}\p{N}"“«„'‘])/u.exec(
      head,
    );
  if (colon?.[1] !== undefined && isPlaceName(colon[1]))
    return { dateline: colon[1], length: colon[0].length };
  const dash = DASH.exec(head);
  if (!dash || dash.index < 3) return undefined;
  const place = head.slice(0, dash.index).trim();
  const after = text.slice(dash.index + dash[0].length);
  if (after === '' || !isDateline(place, after, dash[0])) return undefined;
  const wire =
    /^\([\p{L} ]{2,30}\)\s*(?:--|[—–-])\s*/u.exec(after)?.[0] ??
    dateBehind(after) ??
    agencyBehind(after) ??
    '';
  const length = dash.index + dash[0].length + wire.length;
  return { dateline: text.slice(0, length).replace(/[\s—–―_−|-]+$|\.-\s*$/u, ''), length };
}

/** "New York, NY – June 14, 2023 – " */
function dateBehind(after: string): string | undefined {
  const [whole, date = ''] = /^([^—–-]{5,30}?)\s+[—–-]+\s+/u.exec(after.slice(0, 50)) ?? [];
  return readDateLine(date) === undefined ? undefined : whole;
}

/** "WASHINGTON — (AP) The" */
function agencyBehind(after: string): string | undefined {
  const [whole, agency = ''] = /^\(([^()]{2,30})\)\s+(?=\S)/u.exec(after.slice(0, 50)) ?? [];
  return isAgency(agency) ? whole : undefined;
}

function isDateline(place: string, after: string, dash: string): boolean {
  const agency = /[(（]([^()（）]{2,40})[)）]$|\/([\p{L} ]{2,30})\/$/u.exec(place);
  const before = agency ? place.slice(0, agency.index).trim() : place;
  const parts = before.split(/[,/]\s*|\s+and\s+/u).filter((each) => each !== '');
  if (parts.length === 0 || parts.length > 5) return false;
  const startsSentence = /^["“”«„'‘(]*[\p{Lu}\p{N}\p{Lo}$€£]/u.test(after);
  const [town = '', ...others] = parts;
  if (!others.every(isPlacePart)) return false;
  if (agency) return isTown(town, 6);
  if (isPlaceInCapitals(town))
    return (
      startsSentence ||
      others.length > 0 ||
      (/^[—–―]|--/u.test(dash.trim()) && !/^\p{Ll}/u.test(after))
    );
  if (startsSentence && isAgency(before) && /[—–]/u.test(dash)) return true;
  if (!startsSentence || isCapitals(town) || /[|]/.test(dash)) return false;
  const isDated = others.some((each) => /\d/.test(each) || STATES.test(each.trim()));
  const long = isDated || (/[—–―]|--/u.test(dash) && /^\s|\s$/u.test(dash));
  if (long && /\p{Lu}/u.test(town[0] ?? '')) return isTown(town, 4) && !isCommonStart(town);
  if (long && others.length === 0)
    return /^\p{Ll}[\p{L} '-]{3,30}$/u.test(town) && town.split(' ').length <= 3;
  return false;
}

/** "KYIV", "WASHINGTON June 14": a place in capitals, and what follows it. */
function isPlaceInCapitals(town: string): boolean {
  const [name = town] = town.split(/\s+(?=\d|\p{Lu}\p{Ll})/u);
  const rest = town.slice(name.length).trim();
  return isPlaceName(name) && (rest === '' || isPlacePart(rest));
}

function isPlacePart(part: string): boolean {
  const words = part.trim().split(/\s+/u);
  if (words.length > 5) return false;
  if (/^\d{1,2}\.? \p{L}+\.?(?: \d{4})?$/u.test(part.trim())) return true;
  return words.every(
    (word) =>
      /^\p{Lu}/u.test(word) ||
      /^\d{1,4}\.?$/u.test(word) ||
      STATES.test(word) ||
      MONTHS.has(word.toLowerCase().replace(/\.$/, '')) ||
      /^(?:le|den|de|of|d'|the)$/u.test(word) ||
      /^\p{Lo}/u.test(word),
  );
}

function isTown(town: string, most: number): boolean {
  const words = town.split(/\s+/u);
  return (
    words.length <= most &&
    words.every(
      (word) =>
        /^[\p{Lu}\p{Lo}]/u.test(word) ||
        /^(?:de|la|del|am|an|der|do|sur|upon|le|of|the|\d{1,2}\.?)$/u.test(word),
    )
  );
}

/** "THE BIG VOTE — ", "WHAT’S NEXT — ": a head in capitals that runs into its paragraph. */
export function hasRunInHead(text: string): boolean {
  return (
    /^\p{Lu}[\p{Lu}\p{M}\p{N} .,'’?!&-]{2,60}\s[—–]\s/u.test(text) ||
    /^\p{Lu}[\p{Lu}\p{M} '’]{2,40}: \p{Lu}/u.test(text)
  );
}
