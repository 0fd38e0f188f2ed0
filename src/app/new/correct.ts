import { parseArticle } from '../../article/parse.ts';
import { frontMatterOf, writeBlocks, writeFrontMatter } from '../../article/markdown/write.ts';
import { plainText } from '../../article/rich-text.ts';
import { assembleEdition } from '../../edition/assemble.ts';
import type { Problem, Result } from '../../base/problem.ts';
import { ok } from '../../base/problem.ts';
import { loadConfig } from '../../config/load.ts';
import type { StoryParts } from '../../studio/story.ts';
import type { Workspace } from '../workspace.ts';
import { nameOf, type Draft } from './draft.ts';
import { localDate } from '../../base/time-zone.ts';

/** Returns the parts of a draft for a person to correct. */
export function partsOf({ article, settings, edition }: Draft): StoryParts {
  const { section, headline, dek, byline, authors, dateline, keyPoints, image, blocks } = article;
  return {
    date: edition.date,
    section: section ?? '',
    headline,
    dek: dek ?? '',
    byline: byline ?? authors?.join(', ') ?? '',
    dateline: dateline ?? '',
    keyPoints: keyPoints.map(plainText).join('\n'),
    alt: image?.alt ?? '',
    caption: image?.caption ?? '',
    credit: image?.credit ?? '',
    subject: settings.subject ?? '',
    preheader: settings.preheader ?? '',
    story: writeBlocks(blocks),
  };
}

/**
 * Returns a draft with corrected parts. Fails where the story is not valid Markdown, with its lines.
 * Throws UserError if the date is invalid, or the headline gives the edition no name.
 */
export async function correctDraft(
  workspace: Workspace,
  draft: Draft,
  parts: StoryParts,
): Promise<Result<Draft>> {
  const config = await loadConfig(workspace.root);
  const front = writeFrontMatter(frontOf(draft, parts));
  const text = `${front}${parts.story.replace(/\r\n?/g, '\n')}`;
  const parsed = parseArticle(Buffer.from(text), STORY, 'markdown');
  // Lines are those of the story, which a person sees.
  const above = front.split('\n').length - 1;
  if (!parsed.ok) return { ok: false, problems: parsed.problems.map((each) => moved(each, above)) };
  const { article, settings } = parsed.value;
  const today = localDate(workspace.clock(), config.timeZone);
  const name = nameOf(parsed.value, undefined, today);
  const assembled = assembleEdition(name, [parsed.value], config);
  if (!assembled.ok) return assembled;
  const edition = assembled.value;
  return ok({ ...draft, article: { ...article, file: draft.article.file }, settings, edition });
}

/** What messages call the text that a person corrects. */
const STORY = 'the story';

function frontOf({ article, settings }: Draft, parts: StoryParts) {
  const { byline, keyPoints } = parts;
  const given = Object.fromEntries(
    LINES.map((key) => [key, parts[key]] as const).map(([key, value]) => [
      key,
      oneLine(value) ?? absent(key),
    ]),
  );
  const points = keyPoints.split('\n').flatMap((each) => oneLine(each) ?? []);
  const isSame = byline === (article.byline ?? article.authors?.join(', ') ?? '');
  return {
    ...frontMatterOf(article),
    ...given,
    ...(isSame ? {} : { byline: oneLine(byline) ?? 'none', authors: undefined }),
    keyPoints: points.length === 0 ? undefined : points,
    ...(settings.send && { send: settings.send.text }),
    story: settings.story,
  };
}

/** The parts that are one line of front matter each. */
const LINES = [
  'date',
  'section',
  'headline',
  'dek',
  'dateline',
  'alt',
  'caption',
  'credit',
  'subject',
  'preheader',
] as const;

function oneLine(text: string): string | undefined {
  const line = text.replace(/\s+/g, ' ').trim();
  return line === '' ? undefined : line;
}

/** A part that was emptied must not be found again by its form. */
const RECOGNIZED = ['section', 'dek', 'dateline'];

function absent(key: string): string | undefined {
  return RECOGNIZED.includes(key) ? 'none' : undefined;
}

function moved(each: Problem, above: number): Problem {
  const line = each.place?.line;
  return line === undefined
    ? each
    : { ...each, place: { file: STORY, line: Math.max(1, line - above) } };
}
