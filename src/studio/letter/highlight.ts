import hljs from 'highlight.js/lib/core';
import xml from 'highlight.js/lib/languages/xml';
import { headerLength } from '../../mime/read-header.ts';

hljs.registerLanguage('xml', xml);

/** Longer sources are shown as they are: a browser is slow with so many pieces. */
const MOST_CHARACTERS = 400_000;

/** HTML or MJML as escaped markup, its tags and attributes in classes of their own. */
export function highlightMarkup(source: string): string {
  if (source.length > MOST_CHARACTERS) return escapeText(source);
  return hljs.highlight(source, { language: 'xml', ignoreIllegals: true }).value;
}

/** A whole message as escaped markup: the names of fields and the borders of parts stand out. */
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
