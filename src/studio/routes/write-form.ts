/** Changes of stories as requests carry them: JSON of the script, or the fields of a form. */
import type { Context } from 'hono';
import * as z from 'zod';
import { defined } from '../../base/defined.ts';
import { FIELD_NAMES, type Fields, type StoryChange, type StoryFile } from '../writing.ts';

const text = z.string();
const change = z.strictObject({
  base: text,
  file: text.exactOptional(),
  fields: z.partialRecord(z.enum(FIELD_NAMES), text).exactOptional(),
  frontMatter: text.exactOptional(),
  body: text.exactOptional(),
});

/** Returns the story that an address names: `?story=1` is the second of the edition. */
export function storyIn({ req }: Context): { readonly id: string; readonly index: number } {
  const story = req.query('story') ?? '0';
  return { id: req.param('id') ?? '', index: /^\d{1,4}$/.test(story) ? Number(story) : -1 };
}

/** Returns whether the script asks, and not a browser for a page. */
export function wantsJson({ req }: Context): boolean {
  return req.header('accept')?.includes('application/json') === true;
}

/** Reads the change of a request; undefined if it is none. */
export async function changeIn({ req }: Context): Promise<StoryChange | undefined> {
  if (req.header('content-type')?.startsWith('application/json') === true) {
    const body: unknown = await req.json().catch(() => undefined);
    return change.safeParse(body).data;
  }
  const form: Readonly<Record<string, unknown>> = await req.parseBody().catch(() => ({}));
  const given = (name: string) => {
    const value = form[name];
    return typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : undefined;
  };
  const base = given('base');
  if (base === undefined) return undefined;
  const entries = FIELD_NAMES.map((name) => [name, given(name)] as const);
  const fields: Partial<Fields> = defined(Object.fromEntries(entries));
  const frontMatter = given('frontMatter');
  return {
    base,
    ...defined({ file: given('file'), body: given('body'), frontMatter }),
    ...(frontMatter === undefined && Object.keys(fields).length > 0 ? { fields } : {}),
  };
}

/** Returns a story with what somebody typed, for a form that shows it again. */
export function typedStory(
  story: StoryFile,
  { fields, frontMatter, body }: StoryChange,
): StoryFile {
  return {
    ...story,
    ...(story.fields && { fields: { ...story.fields, ...defined(fields ?? {}) } }),
    ...defined({ frontMatter, body }),
  };
}

/** Returns whether a story has all that a form sent already: the form was sent twice. */
export function has(story: StoryFile, { fields, frontMatter, body }: StoryChange): boolean {
  const names = FIELD_NAMES.filter((name) => fields?.[name] !== undefined);
  return (
    body === story.body &&
    (frontMatter === undefined || frontMatter === story.frontMatter) &&
    names.every((name) => fields?.[name]?.trim() === story.fields?.[name])
  );
}
