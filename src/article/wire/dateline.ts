/** Datelines as agencies and houses write them: the place, the date and the agency before a story. */
import { isAgency } from './agencies.ts';
import { isCapitals } from './sentence.ts';
import { MONTHS } from './vocabulary.ts';

export interface Dateline {
  readonly dateline: string;
  /** The number of characters up to the story. */
  readonly length: number;
}

const MAX = 120;
/** A dash that separates the dateline; a hyphen only between spaces. */
const DASH = /\s*(?:[—–―]|--|—)\s*|\s+[-_−]\s+|\s[-−](?=\s)\s*/u;
/** Words in capitals that begin a sentence, a rubric or a statistic, and are no place. */
const NO_PLACE = new Set(
  `FILE CPI PPI GDP PMI IPO CEO NATO OPEC NASA FIFA UEFA NYSE FDIC IMF FBI CIA DOJ SEC FDA CDC EPA WHO UN EU UK US USA AI
  UPDATE UPDATED BREAKING WATCH LIVE OPINION ANALYSIS EXCLUSIVE CORRECTION EXPLAINER COLUMN NOTE SCOOP READ VIDEO PHOTOS
  RELATED MORE NEW NOW NEXT TODAY TOMORROW YES NO AND BUT SO THEN ALSO WHAT WHY HOW WHO WHEN WHERE THE A AN Q MR MS MRS
  HOUSE SENATE CONGRESS PRESIDENT GOP BBC CNN NPR AP TOP BIG FIRST LAST WAR VOTE FACT CHECK QUESTION ANSWER MODERATOR
  COMMENT KOMMENTAR EILMELDUNG ACHTUNG ANALYSE INFO EDITORIAL URGENT ALERT DEVELOPING PODCAST BRIEFING`.split(
    /\s+/,
  ),
);
const THE_PLACES =
  /^(?:THE HAGUE|THE BRONX|THE VALLEY|THE GAMBIA|EL |LA |LE |LOS |LAS |DEN |DIE )/u;
const STATES = /^(?:[A-Z][a-z]{1,5}\.|[A-Z]\.[A-Z]\.|D\.C\.)$/;

/**
 * Returns the dateline at the start of a paragraph. A place in capitals is enough before a dash; one
 * in other letters needs an agency in brackets, or a sentence after a long dash.
 */
export function splitDateline(text: string): Dateline | undefined {
  return bracketed(text) ?? eastAsian(text) ?? placed(text);
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

function placed(text: string): Dateline | undefined {
  const head = text.slice(0, MAX);
  const colon =
    /^(\p{Lu}[\p{Lu}\p{M}'’.-]+(?:[ /]\p{Lu}[\p{Lu}\p{M}'’.-]+){0,3})\s?:\s+(?=[\p{Lu}\p{N}"“«„'‘])/u.exec(
      head,
    );
  if (
    colon?.[1] !== undefined &&
    isPlaceInCapitals(colon[1]) &&
    (colon[1].length > 4 || CITIES.has(colon[1]))
  )
    return { dateline: colon[1], length: colon[0].length };
  const dash = DASH.exec(head);
  if (!dash || dash.index < 3) return undefined;
  const place = head.slice(0, dash.index).trim();
  const after = text.slice(dash.index + dash[0].length);
  if (after === '' || !isDateline(place, after, dash[0])) return undefined;
  const wire = /^\([\p{L} ]{2,30}\)\s*(?:--|[—–-])\s*/u.exec(after)?.[0] ?? '';
  const length = dash.index + dash[0].length + wire.length;
  return { dateline: text.slice(0, length).replace(/[\s—–―_−-]+$/u, ''), length };
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
  if (!startsSentence || isCapitals(town)) return false;
  const isDated = others.some((each) => /\d/.test(each) || STATES.test(each.trim()));
  const long = isDated || (/[—–―]|--/u.test(dash) && /^\s|\s$/u.test(dash));
  if (long && /\p{Lu}/u.test(town[0] ?? '')) return isTown(town, 4) && !isCommonStart(town);
  if (long && others.length === 0)
    return /^\p{Ll}[\p{L} '-]{3,30}$/u.test(town) && town.split(' ').length <= 3;
  return false;
}

function isPlaceInCapitals(town: string): boolean {
  const [name = town] = town.split(/\s+(?=\d|\p{Lu}\p{Ll})/u);
  if (!/^\p{Lu}[\p{Lu}\p{M} .'’/-]+$/u.test(name)) return false;
  const rest = town.slice(name.length).trim();
  if (rest !== '' && !isPlacePart(rest)) return false;
  if (THE_PLACES.test(name)) return true;
  const words = name.split(/[\s/-]+/u);
  if (words.some((word) => /['’]S$/u.test(word) && /^(?:WHAT|WHO|HERE|THAT|IT|LET)/u.test(word)))
    return false;
  return (
    words.length <= 4 &&
    !NO_PLACE.has((words[0] ?? '').replace('.', '')) &&
    !NO_PLACE.has(words.at(-1) ?? '') &&
    (name.length > 3 || CITIES.has(name))
  );
}

const CITIES = new Set(
  'ROME PARIS LIMA DOHA KIEV KYIV BONN BERN BRNO LODZ LVIV OSLO RIGA NICE CORK BATH YORK BAKU CAIRO SEOUL DELHI TOKYO ADEN GAZA ROMA BARI KÖLN WIEN ULM GRAZ ORAN FEZ HUE UFA GOMA JUBA SIRTE HOMS LYON LILLE METZ РИМ КИЇВ КИЕВ МОСКВА ЛЬВІВ'.split(
    ' ',
  ),
);

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

/** "But — The bill", "Yes — It": words that begin a sentence. */
function isCommonStart(town: string): boolean {
  return /^(?:But|And|Yes|No|So|Then|Now|Still|Today|Tomorrow|Meanwhile|However|Finally|First|Second|Third|Next|Also|Why|What|How|Who|When|Where|The|A|An|This|That|It|He|She|They|We|I|You|Update|Updated|Note|Correction|Exclusive|Breaking|Live|Watch|Analysis|Opinion|Und|Aber|Nein|Ja|Mais|Oui|Non|Pero|Sí)\b/u.test(
    town,
  );
}

/** "THE BIG VOTE — ", "WHAT’S NEXT — ": a head in capitals that runs into its paragraph. */
export function hasRunInHead(text: string): boolean {
  return (
    /^\p{Lu}[\p{Lu}\p{M}\p{N} .,'’?!&-]{2,60}\s[—–]\s/u.test(text) ||
    /^\p{Lu}[\p{Lu}\p{M} '’]{2,40}: \p{Lu}/u.test(text)
  );
}
