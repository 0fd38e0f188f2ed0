/** A message's header fields, and what a source is without them. */
export interface Field {
  readonly name: string;
  /** On one line. */
  readonly value: string;
}

const MOST_FIELDS = 200;

/** Where a message's header ends, in its text. */
export function headLength(message: string): number {
  const end = message.search(/\r?\n\r?\n/);
  return end < 0 ? message.length : end;
}

/** The header fields of a message, in order, unfolded; at most two hundred. */
export function fieldsOf(message: string): readonly Field[] {
  const lines = message.slice(0, headLength(message)).split(/\r?\n(?![ \t])/);
  return lines.slice(0, MOST_FIELDS).flatMap((line) => {
    const colon = line.indexOf(':');
    if (colon < 1) return [];
    const value = line.slice(colon + 1).replace(/\r?\n[ \t]+/g, ' ');
    return [{ name: line.slice(0, colon).trim(), value: value.trim() }];
  });
}
