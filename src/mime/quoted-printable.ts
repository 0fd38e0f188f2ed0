const MAX_LINE = 76;
const SOFT_BREAK = '=\r\n';
/** Matches a line that needs no encoding, as most lines do. */
const ENCODED_ALREADY = /^(?![.F])(?:[\t -<>-~]{0,74}[!-<>-~])?$/;

/**
 * Encodes UTF-8 text as quoted-printable (RFC 2045 6.7), in lines of at most 76 characters with
 * CRLF. The text begins a line, and ends one: a text without a final line break gets a soft one. No
 * line begins with a dot or "From ", so neither SMTP's dot-stuffing nor an mbox changes a byte.
 */
export function quotedPrintable(text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  const last = lines.pop() ?? '';
  const whole = lines.map((line) => `${encodeLine(line)}\r\n`).join('');
  return last === '' ? whole : `${whole}${encodeLine(last)}${SOFT_BREAK}`;
}

function encodeLine(line: string): string {
  if (ENCODED_ALREADY.test(line)) return line;
  const bytes = Buffer.from(line, 'utf8');
  let encoded = '';
  let column = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    const plain = isPlain(byte, index === bytes.length - 1);
    if (column + (plain ? 1 : 3) > MAX_LINE - 1) {
      encoded += SOFT_BREAK;
      column = 0;
    }
    // No line may begin with "." or the "F" of "From ".
    const begins = column === 0 && (byte === 0x2e || byte === 0x46);
    const token = plain && !begins ? String.fromCharCode(byte) : hex(byte);
    encoded += token;
    column += token.length;
  }
  return encoded;
}

/** Whether a byte stays as it is: printable ASCII except "=", or white space within a line. */
function isPlain(byte: number, last: boolean): boolean {
  if (byte === 0x20 || byte === 0x09) return !last;
  return byte > 0x20 && byte < 0x7f && byte !== 0x3d;
}

function hex(byte: number): string {
  return `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
