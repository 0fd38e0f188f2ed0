/** A server's reply (RFC 5321 4.2), with its enhanced status code (RFC 3463) if it has one. */
export interface Reply {
  readonly code: number;
  /** Such as 5.1.1. */
  readonly enhanced?: string;
  /** The whole first line, at most 500 characters. */
  readonly text: string;
}

const MAX_TEXT = 500;

/** Reads a reply; returns undefined if the text does not begin with a code. */
export function parseReply(response: string): Reply | undefined {
  const found = /^([2-5]\d\d)(?:[ -]([245]\.\d{1,3}\.\d{1,3})(?=\s|$))?/.exec(response);
  if (!found) return undefined;
  const [, code, enhanced] = found;
  return {
    code: Number(code),
    ...(enhanced !== undefined && { enhanced }),
    text: firstLine(response),
  };
}

/** Whether every line of a reply has the same code, and only the last one ends it (RFC 5321 4.2). */
export function isWellFormed(response: string): boolean {
  if (!response.includes('\n')) return /^[2-5]\d\d(?: |$)/.test(response);
  const code = response.slice(0, 3);
  const lines = response.split('\n');
  const last = lines.pop() ?? '';
  return isWellFormed(last) && [...lines, last].every((line) => line.startsWith(code));
}

/** Returns the first line of a reply or an error message, without control characters. */
export function firstLine(text: string): string {
  return (text.split(/[\r\n]/)[0] ?? '').replace(/\p{Cc}+/gu, ' ').slice(0, MAX_TEXT);
}
