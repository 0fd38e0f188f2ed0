/** A header field of a message. */
export interface HeaderField {
  readonly name: string;
  /** On one line, without white space at its ends; encoded words stay encoded. */
  readonly value: string;
}

/**
 * Returns the length of a message's header, in characters or bytes, without the empty line behind
 * it. Lines may end in CRLF or LF.
 */
export function headerLength(message: string | Buffer): number {
  const ends = ['\r\n\r\n', '\r\n\n', '\n\r\n', '\n\n'].map((end) => message.indexOf(end));
  return Math.min(message.length, ...ends.filter((end) => end !== -1));
}

/** Splits header fields, each of which keeps its folds and its line end. */
export function splitHeader(header: string): readonly string[] {
  return header.split(/(?<=\n)(?![ \t]|$)/);
}

/** Returns the name of a header field that `splitHeader` returned. */
export function fieldName(field: string): string {
  return field.slice(0, field.indexOf(':')).trimEnd();
}

/**
 * Reads the header of a message, as text or in UTF-8: its fields in their order, unfolded (RFC 5322 2.2.3). Lines that
 * are no field are left out.
 */
export function readHeader(message: string | Buffer): readonly HeaderField[] {
  const end = headerLength(message);
  const header =
    typeof message === 'string' ? message.slice(0, end) : message.subarray(0, end).toString();
  return splitHeader(header)
    .filter((field) => field.indexOf(':') > 0)
    .map((field) => ({
      name: fieldName(field),
      value: field
        .slice(field.indexOf(':') + 1)
        .replace(/\r?\n(?=[ \t])/g, '')
        .trim(),
    }));
}

/** Returns the value of the first field of a name, in any case; undefined if there is none. */
export function headerValue(fields: readonly HeaderField[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  return fields.find((field) => field.name.toLowerCase() === wanted)?.value;
}
