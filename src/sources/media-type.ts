import { pictureFormat } from '../base/picture-format.ts';

/** The kinds of source that can be read. */
export type SourceKind = 'text' | 'markdown' | 'html' | 'word';

const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const BY_EXTENSION: Readonly<Record<string, SourceKind>> = {
  txt: 'text',
  text: 'text',
  md: 'markdown',
  markdown: 'markdown',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  docx: 'word',
};

const BY_TYPE: Readonly<Record<string, SourceKind>> = {
  'text/plain': 'text',
  'text/markdown': 'markdown',
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  [WORD_TYPE]: 'word',
};

const MEDIA_TYPES: Readonly<Record<SourceKind, string>> = {
  text: 'text/plain',
  markdown: 'text/markdown',
  html: 'text/html',
  word: WORD_TYPE,
};

/** What files that are mistaken for text begin with, and what they are. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ['%PDF-', 'a PDF'],
  ['\xd0\xcf\x11\xe0\xa1\xb1', 'an old Word file (.doc)'],
  ['{\\rtf', 'a Rich Text file (.rtf)'],
  ['PK\x03\x04', 'a ZIP archive'],
];

/** What a source is by its bytes and its name, or why it can't be read. */
export type FoundKind = { readonly kind: SourceKind } | { readonly fault: string };

/**
 * Returns the kind of a source: its content decides first, then the media type that a server gave,
 * then the extension of its name. A text that begins like a page is HTML.
 */
export function kindOf(bytes: Uint8Array, name: string, mediaType = ''): FoundKind {
  const start = Buffer.from(bytes.subarray(0, 2000)).toString('latin1');
  const extension = /\.([a-z\d]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (start.startsWith('PK\x03\x04') && isWord(bytes)) return { kind: 'word' };
  const binary = SIGNATURES.find(([signature]) => start.startsWith(signature));
  if (binary) return { fault: binary[1] };
  if ('extension' in pictureFormat(bytes)) return { fault: 'a picture' };
  const named = BY_TYPE[mediaType] ?? BY_EXTENSION[extension];
  if (named === 'word') return { fault: 'not a Word file, whatever its name says' };
  const mayBeHtml = named === undefined || named === 'text';
  if (named === 'html' || (mayBeHtml && looksLikeHtml(start))) return { kind: 'html' };
  if (named === undefined && mediaType !== '' && !mediaType.startsWith('text/'))
    return { fault: mediaType };
  return { kind: named ?? 'text' };
}

/** Returns the media type of a kind of source. */
export function mediaTypeOf(kind: SourceKind): string {
  return MEDIA_TYPES[kind];
}

function isWord(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('word/document');
}

/** Whether a text begins as pages and pastes from browsers, Word and Google Docs do. */
function looksLikeHtml(start: string): boolean {
  return /^(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html[\s>]|<!--StartFragment|<meta\s|<head>|<body[\s>]|<(?:article|main|div|section|h[1-6]|p|b|table|ul|ol|figure)(?:\s[^<>]*)?>)/i.test(
    start,
  );
}
