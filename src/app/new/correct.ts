import { parseArticle } from '../../article/parse.ts';
import { frontMatterOf, writeBlocks, writeFrontMatter } from '../../article/markdown/write.ts';
import { plainText, richText } from '../../article/rich-text.ts';
import { articleTexts } from '../../article/story-texts.ts';
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
  const { section, headline, dek, byline, authors, dateline, image, blocks } = article;
  return {
    date: edition.date,
    section: section ?? '',
    headline,
    dek: dek ?? '',
    byline: byline ?? authors?.join(', ') ?? '',
    dateline: dateline ?? '',
    keyPoints: pointsOf(article).join('\n'),
    alt: image?.alt === '' ? 'none' : (image?.alt ?? ''),
    caption: image?.caption ?? '',
    credit: image?.credit ?? '',
    subject: settings.subject ?? '',
    preheader: settings.preheader ?? '',
    story: writeBlocks(blocks),
  };
}

/** Key points below a heading of the source can have links, as in the file that is written. */
function pointsOf({ keyPoints, keyPointsHeading }: Draft['article']): readonly string[] {
  return keyPointsHeading === undefined
    ? keyPoints.map(plainText)
    : keyPoints.map((text) => writeBlocks([{ kind: 'paragraph', text, line: 1 }]).trim());
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
  const head = `${front}${pointsSection(draft, parts)}`;
  const text = `${head}${parts.story.replace(/\r\n?/g, '\n')}`;
  const parsed = parseArticle(Buffer.from(text), STORY, 'markdown');
  // Lines are those of the story, which a person sees.
  const above = head.split('\n').length - 1;
  if (!parsed.ok) return { ok: false, problems: parsed.problems.map((each) => moved(each, above)) };
  const { article, settings } = parsed.value;
  const today = localDate(workspace.clock(), config.timeZone);
  const name = nameOf(parsed.value, undefined, today);
  const assembled = assembleEdition(name, [parsed.value], config);
  if (!assembled.ok) return assembled;
  const edition = assembled.value;
  const corrected = { ...article, file: draft.article.file };
  const leftOut = stillLeftOut(draft, corrected);
  return ok({ ...draft, article: corrected, leftOut, settings, edition });
}

/** A line that a person put back is in the story, and no longer left out. */
function stillLeftOut(draft: Draft, corrected: Draft['article']): Draft['leftOut'] {
  const before = new Set(articleTexts(draft.article));
  const putBack = new Set(articleTexts(corrected).filter((text) => !before.has(text)));
  return draft.leftOut.filter(({ text }) => !putBack.has(text));
}

/** The key points below their heading, as Markdown, where the source has a heading for them. */
function pointsSection({ article }: Draft, parts: StoryParts): string {
  const heading = article.keyPointsHeading;
  const points = pointLines(parts);
  if (heading === undefined || points.length === 0) return '';
  const title = writeBlocks([{ kind: 'heading', level: 2, text: richText(heading), line: 1 }]);
  return `${title}\n${points.map((point) => `- ${point}\n`).join('')}\n`;
}

/** One per line; a bullet that a person types is none of the words. */
function pointLines({ keyPoints }: StoryParts): readonly string[] {
  return keyPoints.split('\n').flatMap((each) => oneLine(each.replace(/^\s*[-*•]\s+/, '')) ?? []);
}

/** What messages call the text that a person corrects. */
const STORY = 'the story';

function frontOf({ article, settings }: Draft, parts: StoryParts) {
  const { byline } = parts;
  const given = Object.fromEntries(
    LINES.map((key) => [key, parts[key]] as const).map(([key, value]) => [
      key,
      oneLine(value) ?? absent(key),
    ]),
  );
  const isSame = byline === (article.byline ?? article.authors?.join(', ') ?? '');
  return {
    ...frontMatterOf(article),
    ...given,
    ...(isSame ? {} : { byline: oneLine(byline) ?? 'none', authors: undefined }),
    keyPoints: pointsInFront(article, pointLines(parts)),
    ...(settings.send && { send: settings.send.text }),
    ...(settings.audience && { audience: settings.audience.name }),
    ...(settings.hold && { hold: settings.hold.reason ?? true }),
    story: settings.story,
  };
}

function pointsInFront(article: Draft['article'], points: readonly string[]) {
  if (points.length > 0) return article.keyPointsHeading === undefined ? points : undefined;
  // Key points that were emptied must not be found again by their form.
  return article.keyPoints.length > 0 ? 'none' : frontMatterOf(article)['keyPoints'];
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
