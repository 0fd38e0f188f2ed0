/** A server's reply (RFC 5321 4.2), with its enhanced status code (RFC 3463) if it has one. */
export interface Reply {
  readonly code: number;
  /** Such as 5.1.1. */
  readonly enhanced?: string;
  /** All its lines as one, without the repeated codes; at most 1,000 characters. */
  readonly text: string;
}

const MAX_TEXT = 1000;

/** Reads a reply; returns undefined if the text does not begin with a code. */
export function parseReply(response: string): Reply | undefined {
  const found = /^([2-5]\d\d)(?:[ -]([245]\.\d{1,3}\.\d{1,3})(?=\s|$))?/.exec(response);
  if (!found) return undefined;
  const [, code, enhanced] = found;
  return {
    code: Number(code),
    ...(enhanced !== undefined && { enhanced }),
    text: asOneLine(response),
  };
}

/**
 * Returns whether every line of a reply has the same code, and only the last one ends it (RFC 5321
 * 4.2).
 */
export function isWellFormed(response: string): boolean {
  if (!response.includes('\n')) return /^[2-5]\d\d(?: |$)/.test(response);
  const code = response.slice(0, 3);
  const lines = response.split('\n');
  const last = lines.pop() ?? '';
  return isWellFormed(last) && [...lines, last].every((line) => line.startsWith(code));
}

/**
 * Returns the lines of a reply, or of an error message, as one: the code and the enhanced code of the
 * first line, and the words of all, without control characters.
 */
export function asOneLine(text: string): string {
  const [first = '', ...others] = text.split(/\r\n|[\r\n]/).slice(0, MAX_LINES);
  const code = /^([2-5]\d\d)[ -]/.exec(first)?.[1];
  const words = others.map((line) =>
    code === undefined
      ? line
      : line.replace(new RegExp(`^${code}(?:[ -]|$)(?:[245]\\.\\d{1,3}\\.\\d{1,3}(?=\\s|$))?`), ''),
  );
  const head = code === undefined ? first : first.replace(/^(\d{3})-/, '$1 ');
  const line = [head, ...words]
    .join(' ')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return line.slice(0, MAX_TEXT);
}

/** More lines than that are no message for a person. */
const MAX_LINES = 50;
