import hljs from 'highlight.js/lib/core';
import xml from 'highlight.js/lib/languages/xml';
import { headerLength } from '../../mime/read-header.ts';

hljs.registerLanguage('xml', xml);

/** Longer sources are not highlighted: a browser is slow with so many elements. */
const MOST_CHARACTERS = 400_000;

/** Returns HTML or MJML as escaped markup, with classes for tags and attributes. */
export function highlightMarkup(source: string): string {
  if (source.length > MOST_CHARACTERS) return escapeText(source);
  return hljs.highlight(source, { language: 'xml', ignoreIllegals: true }).value;
}

/** Returns a message as escaped markup, with classes for field names and part boundaries. */
export function highlightMessage(message: string): string {
  const end = headerLength(message);
  const head = escapeText(message.slice(0, end)).replace(FIELD, mark('attr'));
  const body = escapeText(message.slice(end))
    .replace(/^--[\w'()+,./:=?-]{1,70}\r?$/gm, mark('comment'))
    .replace(/^Content-[\w-]+:/gm, mark('attr'));
  return head + body;
}

const FIELD = /^[\w-]+:/gm;

function mark(kind: string): string {
  return `<span class="hljs-${kind}">$&</span>`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
