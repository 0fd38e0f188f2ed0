/** What tells the name of a place from other words at the start of a paragraph. */

/** Words in capitals that begin a sentence, a rubric or a statistic, and are no place. */
const NO_PLACE = words(`
  FILE CPI PPI GDP PMI IPO CEO NATO OPEC NASA FIFA UEFA NYSE FDIC IMF FBI CIA DOJ SEC FDA CDC EPA
  UN EU UK US USA AI UPDATED LIVE OPINION ANALYSIS CORRECTION EXPLAINER COLUMN NOTE SCOOP READ
  VIDEO PHOTOS RELATED NEW NOW NEXT TODAY TOMORROW YES NO ALSO HOUSE SENATE CONGRESS PRESIDENT GOP
  BBC CNN NPR AP LAST WAR VOTE FACT CHECK QUESTION ANSWER MODERATOR COMMENT KOMMENTAR EILMELDUNG
  ACHTUNG ANALYSE INFO EDITORIAL URGENT ALERT DEVELOPING PODCAST BRIEFING NEWS LATEST`);
/** Words that no name of a place begins with. */
const NO_START = words(`
  THE A AN AND BUT SO THEN WHAT WHY HOW WHO WHEN WHERE UPDATE BREAKING EXCLUSIVE WATCH TOP BIG MORE
  FIRST YOUR OUR MY MS MR MRS DR Q IT IF IN ON AT FOR OF TO BY AS IS FACT OPINION NOT ONE TWO`);
const THE_PLACES = /^(?:THE HAGUE|THE BRONX|THE VALLEY|EL |LA |LE |LOS |LAS |DEN )/u;
/** Places with names so short that other words could be meant. */
const SHORT = words(`
  ROME PARIS LIMA DOHA KIEV KYIV BONN BERN BRNO LODZ LVIV OSLO RIGA NICE CORK BATH YORK BAKU CAIRO
  SEOUL DELHI TOKYO ADEN GAZA ROMA BARI KÖLN WIEN ULM GRAZ ORAN FEZ HUE UFA GOMA JUBA HOMS LYON METZ
  РИМ КИЇВ КИЕВ`);
const COMMON_START =
  /^(?:But|And|Yes|No|So|Then|Now|Still|Today|Tomorrow|Meanwhile|However|Finally|First|Second|Third|Next|Also|Why|What|How|Who|When|Where|The|A|An|This|That|It|He|She|They|We|I|You|Update|Updated|Note|Correction|Exclusive|Breaking|Live|Watch|Analysis|Opinion|Und|Aber|Nein|Ja|Mais|Oui|Non|Pero|Sí)(?!\p{L})/u;

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

/** Returns whether a name in capitals can be that of a place. */
export function isPlaceName(name: string): boolean {
  if (!/^\p{Lu}[\p{Lu}\p{M} .'’/-]+$/u.test(name)) return false;
  if (THE_PLACES.test(name)) return true;
  const parts = name.split(/[\s/-]+/u);
  if (parts.length > 4 || parts.some((word) => /^(?:WHAT|WHO|HERE|THAT|IT|LET)['’]S$/u.test(word)))
    return false;
  const first = (parts[0] ?? '').replace('.', '');
  if (NO_START.has(first) || NO_PLACE.has(name) || NO_PLACE.has(parts.at(-1) ?? '')) return false;
  return name.length > 4 || SHORT.has(name) || /[\s.-]/u.test(name);
}

/** Returns whether words in other letters begin a sentence: "But — The bill", "Yes — It". */
export function isCommonStart(words: string): boolean {
  return COMMON_START.test(words);
}
