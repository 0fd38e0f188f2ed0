/** What a page says of itself, in the order of belief: JSON-LD, OpenGraph, other metadata. */
import { defined } from '../../base/defined.ts';
import { articlesIn, isObject, listOf, textOf, type JsonObject } from './json-ld.ts';
import { absolute } from './links.ts';

export interface Metadata {
  /** From JSON-LD, which is believed before what the page shows. */
  readonly headline?: string;
  /** From OpenGraph or the title, which often say more or less than the headline. */
  readonly title?: string;
  readonly dek?: string;
  /** A description for search engines; a dek only if the page shows it. */
  readonly description?: string;
  readonly authors: readonly string[];
  readonly published?: string;
  readonly updated?: string;
  readonly section?: string;
  readonly image?: MetadataImage;
  readonly canonical?: string;
  /** The text of the story without markup. */
  readonly body?: string;
  readonly isPaid: boolean;
}

export interface MetadataImage {
  readonly source: string;
  readonly alt?: string;
  readonly caption?: string;
  readonly credit?: string;
}

/** Reads the metadata of a page whose URLs are relative to `base`. */
export function readMetadata(document: Document, base: string | undefined): Metadata {
  const meta = metaReader(document);
  const data = mainArticle(articlesIn(document), document);
  const canonical = canonicalOf(document, data, meta, base);
  return {
    authors: authorsOf(data, meta),
    isPaid: isPaid(data, meta),
    ...defined({
      headline: textOf(data['headline']) ?? textOf(data['name']),
      title:
        meta('og:title', 'twitter:title') ?? textOf(document.querySelector('title')?.textContent),
      dek: textOf(data['alternativeHeadline']) ?? textOf(data['description']),
      description: meta('og:description', 'description', 'twitter:description'),
      published:
        isoDate(data['datePublished']) ??
        isoDate(
          meta(
            'article:published_time',
            'parsely-pub-date',
            'date',
            'dc.date',
            'dcterms.date',
            'sailthru.date',
            'pubdate',
            'publish-date',
            'datePublished',
          ),
        ),
      updated:
        isoDate(data['dateModified']) ??
        isoDate(meta('article:modified_time', 'og:updated_time', 'last-modified', 'dateModified')),
      section:
        textOf(listOf(data['articleSection'])[0]) ??
        meta('article:section', 'parsely-section', 'section', 'articleSection'),
      image: dataImage(data, base) ?? metaImage(meta, base),
      canonical,
      body: bodyOf(data),
    }),
  };
}

type Meta = (...names: readonly string[]) => string | undefined;

function metaReader(document: Document): Meta {
  const values = new Map<string, string>();
  for (const meta of document.querySelectorAll('meta')) {
    const content = textOf(meta.getAttribute('content') ?? undefined);
    for (const attribute of ['property', 'name', 'itemprop']) {
      const name = meta.getAttribute(attribute)?.trim().toLowerCase();
      if (name !== undefined && content !== undefined && !values.has(name))
        values.set(name, content);
    }
  }
  return (...names) =>
    names.map((name) => values.get(name.toLowerCase())).find((value) => value !== undefined);
}

/** Of several articles, the one that the page is about: that of its own URL, or of its heading. */
function mainArticle(articles: readonly JsonObject[], document: Document): JsonObject {
  const canonical = document.querySelector('link[rel~="canonical"]')?.getAttribute('href') ?? '';
  const heading = textOf(document.querySelector('h1')?.textContent ?? undefined);
  const isOwn = (article: JsonObject) =>
    canonical !== '' && urlsOf(article).some((url) => url === canonical);
  return (
    articles.find(isOwn) ??
    articles.find((article) => heading !== undefined && textOf(article['headline']) === heading) ??
    articles[0] ??
    {}
  );
}

function urlsOf(article: JsonObject): readonly string[] {
  const main = article['mainEntityOfPage'];
  const urls = [article['url'], article['@id'], isObject(main) ? main['@id'] : main];
  return urls.filter((url) => typeof url === 'string');
}

function authorsOf(data: JsonObject, meta: Meta): readonly string[] {
  const inData = listOf(data['author'] ?? data['creator']).flatMap((author) => {
    const name = textOf(isObject(author) ? listOf(author['name'])[0] : author);
    return name === undefined || /^https?:/.test(name) ? [] : [name];
  });
  if (inData.length > 0) return [...new Set(inData)];
  const name = meta(
    'author',
    'parsely-author',
    'article:author',
    'dc.creator',
    'byl',
    'sailthru.author',
  );
  return name === undefined || /^https?:/.test(name) ? [] : [name];
}

function isPaid(data: JsonObject, meta: Meta): boolean {
  const isFree = [data, ...listOf(data['hasPart']).filter(isObject)].map(
    (part) => part['isAccessibleForFree'],
  );
  if (isFree.some((free) => free === false || /^(?:false|no)$/i.test(String(free)))) return true;
  return /^(?:locked|metered|premium|subscription)$/i.test(meta('article:content_tier') ?? '');
}

/** Returns a date or a date with a time as ISO 8601; undefined for anything else. */
function isoDate(value: unknown): string | undefined {
  const text = (typeof value === 'string' ? value : '').trim();
  const iso =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?$/i.exec(text);
  if (!iso) return undefined;
  const [, day = '', time, zone = ''] = iso;
  const offset = zone.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  const date = time === undefined ? day : `${day}T${time}${offset}`;
  return Number.isNaN(Date.parse(date)) ? undefined : date;
}

function dataImage(data: JsonObject, base: string | undefined): MetadataImage | undefined {
  const [first] = listOf(data['image'] ?? data['thumbnailUrl']);
  const image = isObject(first) ? first : {};
  const url = typeof first === 'string' ? first : (image['url'] ?? image['contentUrl']);
  const source = typeof url === 'string' ? absolute(url, base) : undefined;
  if (source === undefined) return undefined;
  const credit = textOf(image['creditText']) ?? textOf(image['copyrightNotice']);
  return {
    source,
    ...defined({ caption: textOf(image['caption']), credit, alt: textOf(image['description']) }),
  };
}

function metaImage(meta: Meta, base: string | undefined): MetadataImage | undefined {
  const url = meta('og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image');
  const source = url === undefined ? undefined : absolute(url, base);
  if (source === undefined || /logo|default|placeholder|fallback/i.test(source)) return undefined;
  return { source, ...defined({ alt: meta('og:image:alt', 'twitter:image:alt') }) };
}

function bodyOf(data: JsonObject): string | undefined {
  const body = data['articleBody'];
  return typeof body === 'string' && body.trim() !== '' ? body : undefined;
}

function canonicalOf(
  document: Document,
  data: JsonObject,
  meta: Meta,
  base: string | undefined,
): string | undefined {
  const link = document.querySelector('link[rel~="canonical"]')?.getAttribute('href') ?? undefined;
  const urls = [link, meta('og:url'), ...urlsOf(data)]
    .flatMap((url) => (url === undefined || url === '' ? [] : (absolute(url, base) ?? [])))
    .map((url) => url.replace(/#.*$/, ''));
  // A page that names the front page as its own address is set up wrongly.
  return urls.find((url) => new URL(url).pathname !== '/');
}
