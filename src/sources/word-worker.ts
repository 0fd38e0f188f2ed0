/**
 * A worker thread that turns a Word file into HTML: a file can be made to take mammoth very long.
 * `workerData` is the bytes of the file; the one message is a WordPage.
 */
import { parentPort, workerData } from 'node:worker_threads';
import mammoth from 'mammoth';

export interface WordPage {
  readonly html: string;
  /** In the order of the document; their `src` in the HTML is `word:` and a number from 1. */
  readonly pictures: readonly { readonly type: string; readonly bytes: Uint8Array }[];
}

/** What the styles of newsrooms stand for; those of Word itself are in mammoth. */
const STYLES = [
  ...['Title', 'Headline'].map((name) => `p[style-name='${name}'] => h1:fresh`),
  ...['Subtitle', 'Dek', 'Standfirst', 'Subheadline'].map(
    (name) => `p[style-name='${name}'] => p.dek:fresh`,
  ),
  ...['Byline', 'Author'].map((name) => `p[style-name='${name}'] => p.byline:fresh`),
  ...['Section', 'Kicker', 'Category'].map((name) => `p[style-name='${name}'] => p.kicker:fresh`),
  ...['Caption', 'caption'].map((name) => `p[style-name='${name}'] => p.caption:fresh`),
  ...['Credit', 'Photo Credit'].map((name) => `p[style-name='${name}'] => p.credit:fresh`),
  ...['Quote', 'Intense Quote', 'Block Text', 'Quotations', 'Block Quotation'].map(
    (name) => `p[style-name='${name}'] => blockquote > p:fresh`,
  ),
  `p[style-name='Pull Quote'] => p.pullquote:fresh`,
  ...['Subhead', 'Subheading', 'Crosshead'].map((name) => `p[style-name='${name}'] => h2:fresh`),
];

const pictures: { type: string; bytes: Uint8Array }[] = [];
const { value: html } = await mammoth.convertToHtml(
  { buffer: Buffer.from(workerData as Uint8Array) },
  {
    styleMap: STYLES,
    // A map inside the file could make anything of anything.
    includeEmbeddedStyleMap: false,
    externalFileAccess: false,
    convertImage: mammoth.images.imgElement(async (image) => {
      const bytes = await image.readAsBuffer();
      pictures.push({ type: image.contentType, bytes: new Uint8Array(bytes) });
      return { src: `word:${pictures.length}` };
    }),
  },
);
parentPort?.postMessage({ html, pictures } satisfies WordPage);
