const NAME = /^(\d{4}-\d{2}-\d{2})-([\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*)(?:\.txt)?$/u;

export interface EditionName {
  readonly id: string;
  /** YYYY-MM-DD */
  readonly date: string;
}

/**
 * Reads an edition's id and date from the name of its file or folder; undefined where it is not
 * named like one.
 */
export function parseEditionName(fileName: string): EditionName | undefined {
  const match = NAME.exec(fileName);
  const date = match?.[1];
  if (date === undefined || !isDate(date)) return undefined;
  return { id: fileName.replace(/\.txt$/, ''), date };
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
