const MAX_LINE = 76;
const WORD_OVERHEAD = '=?UTF-8?B??='.length;

/** Writes a header field with its CRLF, folded at spaces to lines of at most 76 characters. */
export function header(name: string, value: string): string {
  const lines: string[] = [];
  const start = `${name}:`;
  let line = start;
  for (const word of clean(value).split(' ')) {
    if (line.length + 1 + word.length > MAX_LINE && line.trim() !== '' && line !== start) {
      lines.push(line);
      line = '';
    }
    line += ` ${word}`;
  }
  return `${[...lines, line].join('\r\n')}\r\n`;
}

/** Writes a header field of free text, such as Subject, encoded (RFC 2047) if it is not plain ASCII. */
export function textHeader(name: string, text: string): string {
  return header(name, isPlain(text) ? text : encodedWords(text, name.length + 2));
}

/** Writes `name <address>`, with the name quoted or encoded (RFC 5322 3.4, RFC 2047). */
export function formatAddress(address: string, name?: string): string {
  return name === undefined || name === '' ? address : `${formatPhrase(name)} <${address}>`;
}

/** Writes a display name as atoms, a quoted string or encoded words. */
export function formatPhrase(text: string): string {
  const phrase = clean(text);
  if (!isPlain(phrase)) return encodedWords(phrase, 'Reply-To: '.length);
  if (/^[\w!#$%&'*+/=?^`{|}~-]+(?: [\w!#$%&'*+/=?^`{|}~-]+)*$/.test(phrase)) return phrase;
  return `"${phrase.replace(/["\\]/g, '\\$&')}"`;
}

/** Encodes text as RFC 2047 B words in lines of at most 76 characters; no character is split. */
function encodedWords(text: string, firstColumn: number): string {
  const words: string[] = [];
  let chunk = '';
  let room = roomAfter(firstColumn);
  for (const character of clean(text)) {
    if (Buffer.byteLength(chunk + character) > room) {
      words.push(encodedWord(chunk));
      chunk = '';
      room = roomAfter(1);
    }
    chunk += character;
  }
  return [...words, encodedWord(chunk)].join(' ');
}

/** Returns how many bytes of text fit in an encoded word that begins at a column. */
function roomAfter(column: number): number {
  return Math.floor((MAX_LINE - 1 - column - WORD_OVERHEAD) / 4) * 3;
}

function encodedWord(text: string): string {
  return `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
}

/** Whether text is printable ASCII that nobody takes for an encoded word, and can be folded. */
function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text) && !text.includes('=?') && !/\S{200}|^\s|\s$|\s\s/.test(text);
}

/** Removes line breaks and other control characters, which could end a header field. */
function clean(value: string): string {
  return value.replace(/\p{Cc}+/gu, ' ').toWellFormed();
}
