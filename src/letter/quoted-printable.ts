const MAX_LINE = 76;
const SOFT_BREAK = '=\r\n';

/**
 * Quoted-printable (RFC 2045, 6.7) of UTF-8 text, in lines of at most 76 characters with CRLF. The
 * text is taken to begin a line; what comes after it may begin one too: a text that does not end
 * in a line break ends in a soft one. No line begins with a dot or with "From ", so neither
 * SMTP's dot-stuffing nor an mbox changes a byte.
 */
export function quotedPrintable(text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  const last = lines.pop() ?? '';
  const whole = lines.map((line) => `${encodeLine(line)}\r\n`).join('');
  return last === '' ? whole : `${whole}${encodeLine(last)}${SOFT_BREAK}`;
}

function encodeLine(line: string): string {
  let encoded = '';
  let column = 0;
  const bytes = Buffer.from(line, 'utf8');
  for (const [index, byte] of bytes.entries()) {
    const last = index === bytes.length - 1;
    const starts = column === 0 && (byte === 0x2e || byte === 0x46);
    const token = isPlain(byte, last) && !starts ? String.fromCharCode(byte) : hex(byte);
    if (column + token.length > MAX_LINE - 1) {
      encoded += SOFT_BREAK;
      column = 0;
      const startsNow = byte === 0x2e || byte === 0x46;
      encoded += startsNow ? hex(byte) : token;
      column += startsNow ? 3 : token.length;
      continue;
    }
    encoded += token;
    column += token.length;
  }
  return encoded;
}

/** Printable ASCII but "=", and a space or tab that does not end its line. */
function isPlain(byte: number, last: boolean): boolean {
  if (byte === 0x20 || byte === 0x09) return !last;
  return byte > 0x20 && byte < 0x7f && byte !== 0x3d;
}

function hex(byte: number): string {
  return `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
