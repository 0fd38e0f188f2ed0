/** The fields of a form, whatever was sent. */
import type { Context } from 'hono';

export interface Form {
  /** Returns a field's text without control characters and line breaks, at most so many characters; '' if absent. */
  text(name: string, most: number): string;
  /** Returns every value of a field. */
  texts(name: string): readonly string[];
}

/** Reads a form, urlencoded or multipart. Anything else, and what can't be read, has no fields. */
export async function formOf({ req }: Context): Promise<Form> {
  const fields = await req.parseBody({ all: true }).catch(() => ({}));
  return formWith(fields);
}

/** Makes a form of fields that were read otherwise; only texts, and lists of them, count. */
export function formWith(fields: object): Form {
  const values = new Map<string, unknown>(Object.entries(fields));
  const texts = (name: string) =>
    [values.get(name) ?? []].flat().filter((value) => typeof value === 'string');
  return {
    text: (name, most) => clean(texts(name)[0] ?? '').slice(0, most),
    texts,
  };
}

function clean(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\p{Cc}\p{Co}\p{Cn}\p{Cs}]+/gu, ' ')
    .trim();
}
