/**
 * Reads a page, a saved file or a paste as an article.
 *
 * Order of belief: the rules of the site, JSON-LD, OpenGraph and other metadata, the page itself.
 * Each word that the page shows is in the article or in `leftOut`.
 */
import { defined } from '../../base/defined.ts';
import { failed, ok, problem, type Problem, type Result } from '../../base/problem.ts';
import type { Article, ArticleImage } from '../article.ts';
import type { DocumentReading, FoundPicture } from '../reading.ts';
import { plainText, richText } from '../rich-text.ts';
import { richTextsOf } from '../story-texts.ts';
import { readBody } from './body.ts';
import { withCaptions } from './captions.ts';
import { cleanPage } from './clean.ts';
import { decodePage } from './decode.ts';
import { parsePage } from './document.ts';
import { findFootnotes } from './footnotes.ts';
import { readHead } from './head.ts';
import type { Head } from './head-reading.ts';
import type { Embedded } from './images.ts';
import { absolute } from './links.ts';
import { measure } from './measures.ts';
import { readMetadata, type Metadata, type MetadataImage } from './metadata.ts';
import { leaveOut, type Piece } from './pieces.ts';
import { countWords } from './same-text.ts';
import { findStory, select, type SiteRules } from './story.ts';
import { withTopLines } from './top-lines.ts';
import { walkPage } from './walk.ts';

export interface HtmlOptions {
  /** Where the page is, for its relative URLs. */
  readonly url?: string;
  /** The charset that its server names. */
  readonly charset?: string;
  /** How the stories of its site are found. */
  readonly site?: SiteRules;
  /** Pictures that came with it, by their `src`. */
  readonly embedded?: Embedded;
}

const NOTHING: Embedded = new Map();

/** Below this part of the words that the page says its story has, something may be missing. */
const WHOLE = 0.9;

/**
 * Reads HTML. Fails if it is too large or too complex, or if it has no story. Throws UserError if a
 * selector of the site's rules is invalid.
 */
export function readHtml(
  page: Uint8Array | string,
  options: HtmlOptions = {},
): Result<DocumentReading> {
  const decoded = decodePage(page, options.charset);
  if (!decoded.ok) return decoded;
  const parsed = parsePage(decoded.value);
  if (!parsed.ok) return parsed;
  const { document, isFragment } = parsed.value;
  const base = baseOf(document, options.url);
  const metadata = readMetadata(document, base);
  cleanPage(document);
  const { root, walk } = walked(parsed.value, base, options);
  const measureOf = measure(root);
  const joined = withCaptions(walk.pieces, measureOf, walk.leftOut);
  const pieces = isFragment ? withTopLines(joined) : joined;
  const head = readHead({ pieces, metadata, measureOf, isFragment });
  const left = pieces.filter((piece) => !head.claimed.has(piece));
  const own = left.filter(({ reason }) => reason === undefined);
  const body = readBody(own, measureOf);
  const outside = left.flatMap((piece) =>
    piece.reason === undefined ? [] : leaveOut(piece, piece.reason),
  );
  const leftOut = [...outside, ...walk.leftOut, ...head.leftOut, ...body.leftOut].sort(
    (a, b) => a.line - b.line,
  );
  const article = articleOf(head, body, metadata, options.url);
  if (article.blocks.length === 0) return failed(problem('source/no-story'));
  const reading = { article, leftOut, warnings: warningsOf(article, metadata) };
  const pictures = picturesOf(article, left.concat([...head.claimed]));
  return ok({ ...reading, pictures, ...defined({ canonical: metadata.canonical }) });
}

function walked(
  page: Parameters<typeof findStory>[0],
  base: string | undefined,
  { site, embedded = NOTHING }: HtmlOptions,
) {
  const root = page.document.documentElement;
  const measureOf = measure(root);
  const { element: story, keeps } = findStory(page, site, measureOf);
  const dropped = new Set(site?.drop.flatMap((selector) => select(root, selector)));
  const footnotes = findFootnotes(root);
  const walk = walkPage(root, { base, embedded, measureOf, story, keeps, dropped, footnotes });
  return { root, walk };
}

function baseOf(document: Document, url: string | undefined): string | undefined {
  const href = document.querySelector('base[href]')?.getAttribute('href') ?? undefined;
  return href === undefined ? url : (absolute(href, url) ?? url);
}

type ReadArticle = DocumentReading['article'];

function articleOf(
  head: Head,
  body: ReturnType<typeof readBody>,
  metadata: Metadata,
  url: string | undefined,
): ReadArticle {
  const { authors, canonical, image: ofPage, body: text } = metadata;
  const withoutStory = body.blocks.length === 0 && text !== undefined && !metadata.isPaid;
  const blocks = withoutStory ? paragraphsOf(text) : body.blocks;
  const { image, imageLine, rest } = leadImage(head, blocks, ofPage);
  const { headlineLine, keyPoints } = head;
  return {
    keyPoints,
    blocks: rest,
    lines: { headline: headlineLine, ...defined({ image: imageLine }) },
    ...defined({
      headline: head.headline,
      section: head.section,
      dek: head.dek,
      keyPointsHeading: head.keyPointsHeading,
      image,
      byline: head.byline,
      authors: authors.length === 0 ? undefined : authors,
      published: head.published,
      updated: head.updated,
      dateline: body.dateline,
      contributors: body.contributors.length === 0 ? undefined : body.contributors,
      url:
        canonical ?? (url === undefined ? undefined : absolute(url.replace(/#.*$/, ''), undefined)),
    }),
  };
}

/** A page that shows nothing without its scripts may still have its story in its data. */
function paragraphsOf(body: string): Article['blocks'] {
  return body
    .split(/\n+/)
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
    .map((text) => ({ kind: 'paragraph', text: richText(text), line: 1 }));
}

/** The lead picture: that of the head, or the one that the page names as its own. */
function leadImage(head: Head, blocks: Article['blocks'], ofPage: MetadataImage | undefined) {
  if (head.image) {
    const isSame = ofPage !== undefined && fileOf(ofPage.source) === fileOf(head.image.source);
    const image = isSame ? { ...ofPage, ...head.image } : head.image;
    return { image, imageLine: head.imageLine, rest: blocks };
  }
  if (!ofPage) return { rest: blocks };
  const shown = blocks.find(
    (block) => block.kind === 'image' && fileOf(block.image.source) === fileOf(ofPage.source),
  );
  if (shown?.kind === 'image') {
    const rest = blocks.filter((block) => block !== shown);
    return { image: { ...ofPage, ...shown.image }, imageLine: shown.line, rest };
  }
  const hasPictures = blocks.some(({ kind }) => kind === 'image');
  return hasPictures ? { rest: blocks } : { image: ofPage, rest: blocks };
}

/** A picture has many URLs, for its sizes, but one name. */
function fileOf(source: string | undefined): string {
  return (
    URL.parse(source ?? '')
      ?.pathname.split('/')
      .at(-1)
      ?.replace(/-\d+x\d+(?=\.)/, '') ?? ''
  );
}

function warningsOf(article: ReadArticle, { body, isPaid }: Metadata): readonly Problem[] {
  const paid = isPaid ? [problem('source/paywall')] : [];
  if (body === undefined) return paid;
  const texts = [...article.blocks.flatMap(richTextsOf), ...article.keyPoints];
  const actual = countWords(texts.map(plainText).join(' '));
  const expected = countWords(body.replace(/<[^<>]*>/g, ' '));
  if (actual >= expected * WHOLE) return paid;
  return [
    ...paid,
    problem('source/incomplete', undefined, {
      actual: `${actual} words`,
      expected: `${expected} words`,
    }),
  ];
}

/** The pictures that the article names, each once. */
function picturesOf(article: ReadArticle, pieces: readonly Piece[]): readonly FoundPicture[] {
  const bytes = new Map(
    pieces.flatMap(({ content }) =>
      content.kind === 'image' && content.bytes
        ? [[content.image.file ?? '', content.bytes] as const]
        : [],
    ),
  );
  const images = [
    article.image,
    ...article.blocks.map((block) => (block.kind === 'image' ? block.image : undefined)),
  ];
  const found = images.flatMap((image) => (image ? (pictureOf(image, bytes) ?? []) : []));
  const nameOf = (each: FoundPicture) => (each.kind === 'web' ? each.source : each.file);
  return found.filter(
    (each, index) => found.findIndex((other) => nameOf(other) === nameOf(each)) === index,
  );
}

function pictureOf(
  image: ArticleImage,
  embedded: ReadonlyMap<string, Uint8Array>,
): FoundPicture | undefined {
  if (image.source !== undefined) return { kind: 'web', image, source: image.source };
  const bytes = embedded.get(image.file ?? '');
  return image.file === undefined || !bytes
    ? undefined
    : { kind: 'embedded', image, file: image.file, bytes };
}
