/** What a server said: RFC 5321 4.2, with the enhanced status code of RFC 3463 where it has one. */
export interface Reply {
  readonly code: number;
  /** Such as 5.1.1. */
  readonly enhanced?: string;
  /** The first line, whole, at most 500 characters. */
  readonly text: string;
}

const MAX_TEXT = 500;

/** Reads a reply; undefined where the text does not begin with a code. */
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

/** The first line of what a server or an error said, without control characters. */
export function firstLine(text: string): string {
  return (text.split(/[\r\n]/)[0] ?? '').replace(/\p{Cc}+/gu, ' ').slice(0, MAX_TEXT);
}
