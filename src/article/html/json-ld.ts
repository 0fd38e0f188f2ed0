/** Reads schema.org data in JSON-LD, as leniently as search engines do. */
import { decodeHTML } from 'entities';

export type JsonObject = Readonly<Record<string, unknown>>;

const ARTICLE =
  /^(?:https?:\/\/schema\.org\/)?(?:\w*NewsArticle|Article|BlogPosting|Report|LiveBlogPosting|SocialMediaPosting|TechArticle|ScholarlyArticle|AdvertiserContentArticle|SatiricalArticle)$/;
/** Objects of a page that are looked at; a page has some dozen. */
const MAX_OBJECTS = 2000;

/** Returns the objects of a page that describe an article, in the order of the page. */
export function articlesIn(document: Document): readonly JsonObject[] {
  const scripts = document.querySelectorAll('script[type*="ld+json" i]');
  const objects = Array.from(scripts).flatMap((script) => objectsIn(parse(script.textContent)));
  return objects.filter((object) => typesOf(object).some((type) => ARTICLE.test(type)));
}

/** Returns the value of JSON that may have comments, trailing commas or entities around it. */
function parse(text: string): unknown {
  const bare = text
    .replace(/^\s*(?:\/\/\s*)?(?:<!--|<!\[CDATA\[|\/\*<!\[CDATA\[\*\/)/, '')
    .replace(/(?:\/\/\s*)?(?:-->|\]\]>|\/\*\]\]>\*\/)\s*$/, '')
    .trim()
    .replace(/;$/, '');
  const attempts = [
    () => bare,
    () => bare.replace(/[\u0000-\u001f]+/g, ' '), // eslint-disable-line no-control-regex
    () => withoutTrailingCommas(bare.replace(/[\u0000-\u001f]+/g, ' ')), // eslint-disable-line no-control-regex
    () => withoutTrailingCommas(decodeHTML(bare)),
  ];
  for (const attempt of attempts) {
    try {
      return JSON.parse(attempt());
    } catch {
      // The next attempt is more lenient.
    }
  }
  return undefined;
}

/** Strings are matched first, so that a comma in one stays. */
function withoutTrailingCommas(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])/g, (part) => (part === ',' ? '' : part));
}

function objectsIn(value: unknown): readonly JsonObject[] {
  const found: JsonObject[] = [];
  const queue: unknown[] = [value];
  for (let each = queue.shift(); queue.length > 0 || each !== undefined; each = queue.shift()) {
    if (found.length > MAX_OBJECTS) break;
    if (Array.isArray(each)) queue.push(...(each as unknown[]).slice(0, MAX_OBJECTS));
    else if (isObject(each)) {
      found.push(each);
      queue.push(
        each['@graph'],
        each['mainEntity'],
        each['mainEntityOfPage'],
        each['itemListElement'],
      );
    }
  }
  return found;
}

/** Returns whether a value of JSON is an object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typesOf(object: JsonObject): readonly string[] {
  return listOf(object['@type']).filter((type) => typeof type === 'string');
}

/** Returns a value as a list: of itself, or of what it has; empty if it is absent. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/** Returns the text of a value without tags, with its entities decoded; undefined if it has none. */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = decodeHTML(value)
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? undefined : text;
}
