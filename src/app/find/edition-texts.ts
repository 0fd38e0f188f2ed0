/** What editions say, read from their files and kept until those change. */
import { statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseContent } from '../../article/parse.ts';
import { articleTexts } from '../../article/story-texts.ts';
import { defined } from '../../base/defined.ts';
import { foldText } from '../../base/fold-text.ts';
import { subjectOf } from '../../edition/assemble.ts';
import { readArticle } from '../read-article.ts';
import type { EditionFile } from '../editions.ts';

/** A text, and the same folded: both have the same lines. */
export interface Text {
  readonly shown: string;
  readonly folded: string;
}

export interface EditionText {
  readonly id: string;
  /** YYYY-MM-DD */
  readonly date: string;
  /** Absent if the lead story can't be read. */
  readonly subject?: string;
  /** The id, the subject and the headlines, one a line. */
  readonly title: Text;
  /** Everything else, a block a line. */
  readonly body: Text;
}

interface StoryText {
  readonly subject?: string;
  readonly title: Text;
  readonly body: Text;
}

interface Kept {
  /** Tells one content of the file from another. */
  readonly stamp: string | undefined;
  readonly story: StoryText;
}

/** Other requests get their turn this often. */
const TURN_MS = 8;

export interface EditionTexts {
  /** Reads editions: a file is parsed again only if it has changed. Never rejects for a bad file. */
  read(editions: readonly EditionFile[]): Promise<readonly EditionText[]>;
  /** Forgets the files of all other editions. */
  keepOnly(editions: readonly EditionFile[]): void;
}

/** Opens the texts of editions; `show` returns a path as messages show it. */
export function editionTexts(show: (path: string) => string): EditionTexts {
  const kept = new Map<string, Kept>();
  const storyOf = async (path: string): Promise<StoryText> => {
    const stamp = stampOf(path);
    const before = kept.get(path);
    if (before && before.stamp === stamp) return before.story;
    const story = stamp === undefined ? UNREADABLE : await readStory(path, show(path));
    kept.set(path, { stamp, story });
    return story;
  };
  return {
    read: async (editions) => {
      const texts: EditionText[] = [];
      let began = performance.now();
      for (const { id, date, files } of editions) {
        const stories: StoryText[] = [];
        for (const file of files) stories.push(await storyOf(file));
        texts.push({ id, date, ...join(id, stories) });
        if (performance.now() - began < TURN_MS) continue;
        await nextTurn();
        began = performance.now();
      }
      return texts;
    },
    keepOnly: (editions) => {
      const files = new Set(editions.flatMap((edition) => edition.files));
      for (const path of kept.keys()) if (!files.has(path)) kept.delete(path);
    },
  };
}

/** Differs once a file is written, in place or by another that takes its place. */
function stampOf(path: string): string | undefined {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) return undefined;
    return [stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(' ');
  } catch {
    return undefined;
  }
}

/** Reads a story; one that can't be built is still found by its words. */
async function readStory(path: string, shown: string): Promise<StoryText> {
  const bytes = readArticle(path, shown);
  if (!bytes.ok) return UNREADABLE;
  // A fault of a reader is reported where its edition is built; here it must hide no other edition.
  const parsed = await parseContent(bytes.value, shown).catch(() => undefined);
  if (parsed?.ok !== true) {
    const lines = Buffer.from(bytes.value).toString('utf8').split('\n');
    return { title: textOf([]), body: textOf(lines) };
  }
  const { article, settings } = parsed.value;
  const subject = subjectOf(parsed.value);
  const title = [...new Set([subject, article.headline])];
  const body = articleTexts(article).filter((text) => text !== article.headline);
  return { subject, title: textOf(title), body: textOf([settings.preheader ?? '', ...body]) };
}

/** A story that is longer is none: the rest of it is not searched. */
const MOST_CHARACTERS = 200_000;
/** A longer line is cut, so that a match in it can be shown without delay. */
const LINE = /.{1,2000}(?:\s|$)|.{1,2000}/gs;

/** Makes a text of some blocks, each on a line of its own. */
export function textOf(blocks: readonly string[]): Text {
  const lines = blocks.flatMap((block) => block.replace(/\s+/g, ' ').trim().match(LINE) ?? []);
  const shown = lines.join('\n').slice(0, MOST_CHARACTERS);
  return { shown, folded: foldText(shown) };
}

const UNREADABLE: StoryText = { title: textOf([]), body: textOf([]) };

function join(id: string, stories: readonly StoryText[]): Omit<EditionText, 'id' | 'date'> {
  const [lead] = stories;
  const titles = [textOf([id]), ...stories.map(({ title }) => title)];
  return {
    ...defined({ subject: lead?.subject }),
    title: joined(titles),
    body: joined(stories.map(({ body }) => body)),
  };
}

function joined(texts: readonly Text[]): Text {
  return {
    shown: texts.map(({ shown }) => shown).join('\n'),
    folded: texts.map(({ folded }) => folded).join('\n'),
  };
}
