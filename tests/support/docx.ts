/** Writes Word files (ECMA-376) as small as Word itself accepts them. */
import { zip } from './zip.ts';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const NAMESPACES = [
  `xmlns:w="${W}" xmlns:r="${R}"`,
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
].join(' ');

const STYLES = `Title, Subtitle, Byline, heading 1, heading 2, Quote, caption, List Bullet,
  footnote text, Pull Quote, Section`
  .split(',')
  .map((name) => name.trim());

export interface Docx {
  /** XML of the body: paragraphs and tables. */
  readonly body: string;
  /** URLs of links, by the id that `link` gives. */
  readonly links?: Readonly<Record<string, string>>;
  readonly pictures?: Readonly<Record<string, Uint8Array>>;
  readonly footnotes?: Readonly<Record<string, string>>;
  readonly header?: string;
  readonly footer?: string;
  readonly comments?: string;
}

/** Makes a Word file. */
export function docx({ body, links = {}, pictures = {}, footnotes, ...around }: Docx): Buffer {
  const relations = [
    relation('styles', 'styles', 'styles.xml'),
    relation('numbering', 'numbering', 'numbering.xml'),
    ...(footnotes ? [relation('footnotes', 'footnotes', 'footnotes.xml')] : []),
    ...Object.entries(links).map(([id, url]) => relation(id, 'hyperlink', url, true)),
    ...Object.keys(pictures).map((id) => relation(id, 'image', `media/${id}.png`)),
  ];
  const part = (root: string, content: string) =>
    `<?xml version="1.0" encoding="UTF-8"?><w:${root} ${NAMESPACES}>${content}</w:${root}>`;
  return zip({
    '[Content_Types].xml': contentTypes(),
    '_rels/.rels': relationships([relation('rId1', 'officeDocument', 'word/document.xml')]),
    'word/document.xml': part('document', `<w:body>${body}<w:sectPr/></w:body>`),
    'word/_rels/document.xml.rels': relationships(relations),
    'word/styles.xml': part('styles', STYLES.map(style).join('')),
    'word/numbering.xml': part(
      'numbering',
      `${numbering(1, 'bullet')}${numbering(2, 'decimal')}${nums()}`,
    ),
    ...(footnotes && {
      'word/footnotes.xml': part(
        'footnotes',
        Object.entries(footnotes)
          .map(([id, text]) => `<w:footnote w:id="${id}">${p(text, 'footnote text')}</w:footnote>`)
          .join(''),
      ),
    }),
    ...(around.header !== undefined && { 'word/header1.xml': part('hdr', p(around.header)) }),
    ...(around.footer !== undefined && { 'word/footer1.xml': part('ftr', p(around.footer)) }),
    ...(around.comments !== undefined && {
      'word/comments.xml': part(
        'comments',
        `<w:comment w:id="1" w:author="Desk">${p(around.comments)}</w:comment>`,
      ),
    }),
    ...Object.fromEntries(
      Object.entries(pictures).map(([id, bytes]) => [`word/media/${id}.png`, bytes]),
    ),
  });
}

/** A paragraph: of text, or of runs made with the functions below. */
export function p(content: string, name?: string): string {
  const named = name === undefined ? '' : `<w:pPr><w:pStyle w:val="${idOf(name)}"/></w:pPr>`;
  return `<w:p>${named}${runs(content)}</w:p>`;
}

/** An item of a list: bulleted (1) or numbered (2), at a level counted from 0. */
export function item(content: string, list: 1 | 2 = 1, level = 0): string {
  const number = `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;
  return `<w:p><w:pPr>${number}</w:pPr>${runs(content)}</w:p>`;
}

export function r(text: string, marks = ''): string {
  return `<w:r><w:rPr>${marks}</w:rPr><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
}

export const bold = (text: string) => r(text, '<w:b/>');
export const italic = (text: string) => r(text, '<w:i/>');
export const link = (id: string, text: string) =>
  `<w:hyperlink r:id="${id}">${r(text)}</w:hyperlink>`;
export const inserted = (text: string) =>
  `<w:ins w:id="8" w:author="Desk" w:date="2023-06-14T10:00:00Z">${r(text)}</w:ins>`;
export const deleted = (text: string) =>
  `<w:del w:id="9" w:author="Desk"><w:r><w:delText xml:space="preserve">${escaped(text)}</w:delText></w:r></w:del>`;
export const footnote = (id: string) => `<w:r><w:footnoteReference w:id="${id}"/></w:r>`;

export function picture(id: string, alt: string): string {
  return `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="${id}" descr="${alt}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="${id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;
}

export function table(rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]) => row.map((cell) => `<w:tc>${p(cell)}</w:tc>`).join('');
  return `<w:tbl>${rows.map((row) => `<w:tr>${cells(row)}</w:tr>`).join('')}</w:tbl>`;
}

function runs(content: string): string {
  return content.startsWith('<') ? content : r(content);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function idOf(name: string): string {
  return name.replaceAll(' ', '');
}

function style(name: string): string {
  return `<w:style w:type="paragraph" w:styleId="${idOf(name)}"><w:name w:val="${name}"/></w:style>`;
}

function numbering(id: number, format: string): string {
  const levels = [0, 1, 2].map(
    (level) => `<w:lvl w:ilvl="${level}"><w:numFmt w:val="${format}"/></w:lvl>`,
  );
  return `<w:abstractNum w:abstractNumId="${id}">${levels.join('')}</w:abstractNum>`;
}

function nums(): string {
  return [1, 2]
    .map((id) => `<w:num w:numId="${id}"><w:abstractNumId w:val="${id}"/></w:num>`)
    .join('');
}

function relation(id: string, type: string, target: string, external = false): string {
  const mode = external ? ' TargetMode="External"' : '';
  return `<Relationship Id="${id}" Type="${R}/${type}" Target="${target}"${mode}/>`;
}

function relationships(relations: readonly string[]): string {
  return `<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}</Relationships>`;
}

function contentTypes(): string {
  const types = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${types}.document.main+xml"/></Types>`;
}
