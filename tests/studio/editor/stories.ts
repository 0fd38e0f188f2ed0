/** Stories as the studio's editor gets them. */
import { FIELD_NAMES, type Fields, type StoryFile } from '../../../src/studio/writing.ts';

export const NO_FIELDS = Object.fromEntries(FIELD_NAMES.map((name) => [name, ''])) as Fields;

/** Returns a story in Markdown; its version is made of its text and subject. */
export function storyOf(body: string, fields: Partial<Fields> = {}): StoryFile {
  const all = { ...NO_FIELDS, ...fields };
  return {
    file: 'content/2023-06-14-talks.md',
    index: 0,
    version: `version of ${body} ${all.subject}`,
    format: 'markdown',
    fields: all,
    frontMatter: '',
    body,
    bodyLine: 1,
  };
}
