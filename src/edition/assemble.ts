import type { Article, StoryLength } from '../article/article.ts';
import { inlinesOf, plainText } from '../article/rich-text.ts';
import { blockTexts, richTextsOf, storyTexts } from '../article/story-texts.ts';
import type { ParsedSource } from '../article/parse.ts';
import type { Config } from '../config/schema.ts';
import { defined } from '../base/defined.ts';
import { failed, ok, problem, type Problem, type Result } from '../base/problem.ts';
import { audienceNamed } from './audience.ts';
import type { Edition } from './edition.ts';
import { holdIn, type Hold } from './hold.ts';
import type { EditionName } from './name.ts';
import { proposeSubject } from './subject.ts';
import { publishedAt } from '../schedule/wall-clock.ts';
import { wordsIn } from './words.ts';
import { shorten, visibleLength } from '../base/format.ts';
import { dueAt } from '../schedule/when.ts';

/** Every inbox cuts off longer subjects, and spam filters penalise them. */
export const SUBJECT_MAX = 120;
export const PREHEADER_MIN = 40;
export const PREHEADER_MAX = 130;

const WORDS_PER_MINUTE = 230;

/**
 * Assembles an edition from its parsed sources. The first one leads and sets the edition's fields.
 * Decisions made for the editor, such as a shortened subject, are returned as notes. Fails if the
 * send time or the audience does not exist.
 */
export function assembleEdition(
  name: EditionName,
  sources: readonly [ParsedSource, ...ParsedSource[]],
  config: Config,
): Result<Edition> {
  const [{ article, settings }, ...others] = sources;
  const lead = excerpt(article, settings.story ?? config.story);
  const further = others.map((each) =>
    excerpt(each.article, each.settings.story ?? config.furtherStory),
  );
  const date = settings.date ?? name.date;
  const when = dueAt(date, settings.send, config, article.file);
  if (!when.ok) return when;
  const audience = audienceNamed(settings.audience, config, article.file);
  if (!audience.ok) return audience;
  const astray = others.flatMap(audienceOfFurther);
  if (astray.length > 0) return failed(...astray);
  const hold = holdIn(sources.map((each) => ({ ...each, file: each.article.file })));
  const subject = subjectOf(sources[0]);
  const preheader = settings.preheader ?? preheaderOf(article);
  const wordCount = countWords([lead, ...further], config.locale);
  const edition: Edition = {
    id: name.id,
    date,
    publishedAt: when.value?.at ?? publishedAt(date, config.publishAt, config.timeZone),
    ...defined({ when: when.value, hold }),
    audience: audience.value,
    subject,
    preheader,
    lead,
    further,
    wordCount,
    readingMinutes: readingMinutes(wordCount),
  };
  return ok(edition, [
    ...heldNotes(hold),
    ...sources.flatMap(linesLeftOut),
    ...notes(edition, settings.subject === undefined),
  ]);
}

/** Reports that the edition is held. */
function heldNotes(hold: Hold | undefined): readonly Problem[] {
  if (!hold) return [];
  const { reason, place } = hold;
  return [problem('edition/held', place, reason === undefined ? undefined : shorten(reason, 200))];
}

/** Returns the subject of the edition that a story leads: its own, or the headline. */
export function subjectOf({ article, settings }: ParsedSource): string {
  return settings.subject ?? shorten(article.headline, SUBJECT_MAX);
}

/** Reports an audience that a further story sets: an edition has one, whatever it was meant for. */
function audienceOfFurther({ article: { file }, settings }: ParsedSource): readonly Problem[] {
  if (!settings.audience) return [];
  const { line, name } = settings.audience;
  const detail = `"${name}" in a further story; only the lead story sets the audience`;
  return [problem('edition/audience', { file, line }, detail)];
}

/**
 * Returns a story as the letter contains it: whole, or its blocks up to a number of paragraphs with
 * the footnotes they refer to. Only a story with a URL to the rest of it is cut.
 */
export function excerpt(article: Article, length: StoryLength): Article {
  if (length === 'full' || article.url === undefined) return article;
  let paragraphs = 0;
  const end = article.blocks.findIndex(
    (block) => block.kind === 'paragraph' && ++paragraphs > length,
  );
  if (end === -1) return article;
  const kept = article.blocks.slice(0, end);
  const notes = article.blocks.slice(end).filter((block) => block.kind === 'footnote');
  const inlines = [...article.keyPoints, ...kept.flatMap(richTextsOf)].flatMap(inlinesOf);
  const isReferredTo = (label: string) =>
    inlines.some((inline) => inline.kind === 'footnote' && inline.label === label);
  return { ...article, blocks: [...kept, ...notes.filter(({ label }) => isReferredTo(label))] };
}

/**
 * Returns the line an inbox shows next to the subject: as many whole key points as fit, or the first
 * one shortened after a whole word, and the start of the story where the key points are too short.
 * Without key points, it uses the dek, otherwise the start of the story.
 */
export function preheaderOf(article: Article): string {
  const { dek, keyPoints } = article;
  if (keyPoints.length === 0 && dek !== undefined && visibleLength(dek) >= PREHEADER_MIN)
    return shorten(dek, PREHEADER_MAX);
  const points = keyPoints.map(plainText);
  const texts =
    points.length > 0 ? article.blocks.flatMap(blockTexts) : storyTexts(article).slice(1);
  let line = '';
  for (const [index, sentence] of [...points, ...texts].entries()) {
    if (index >= points.length && points.length > 0 && visibleLength(line) >= PREHEADER_MIN) break;
    const longer = line === '' ? sentence : `${line} ${sentence}`;
    if (visibleLength(line) >= PREHEADER_MIN && visibleLength(longer) > PREHEADER_MAX) break;
    line = longer;
  }
  return shorten(line, PREHEADER_MAX);
}

/** Counts the words of the stories by the rules of the language (Unicode UAX #29). */
export function countWords(articles: readonly Article[], locale: string): number {
  return wordsIn(articles.flatMap(storyTexts), locale);
}

/** Returns the minutes it takes to read a number of words, at least 1. */
export function readingMinutes(wordCount: number): number {
  return Math.max(1, Math.round(wordCount / WORDS_PER_MINUTE));
}

function notes(
  { lead, further, subject, preheader }: Edition,
  isSubjectDerived: boolean,
): readonly Problem[] {
  const { file, lines } = lead;
  const found: Problem[] = [];
  if (isSubjectDerived && subject !== lead.headline) {
    const length = `${visibleLength(lead.headline)} characters, limit ${SUBJECT_MAX}`;
    found.push(problem('edition/subject-cut', { file, line: lines.headline }, length));
  }
  const proposal = isSubjectDerived ? proposeSubject(lead.headline) : undefined;
  if (proposal !== undefined) {
    const detail = `for example "${proposal}"`;
    found.push(problem('edition/subject-proposal', { file, line: lines.headline }, detail));
  }
  const preheaderLength = visibleLength(preheader);
  if (preheaderLength < PREHEADER_MIN || preheaderLength > PREHEADER_MAX) {
    const length = `${preheaderLength} characters, not ${PREHEADER_MIN} to ${PREHEADER_MAX}`;
    found.push(problem('edition/preheader', { file }, length));
  }
  return [...found, ...[lead, ...further].flatMap(heldBackPhotos)];
}

/** Reports the lines of a source that the letter does not contain. */
function linesLeftOut({ article: { file }, leftOut }: ParsedSource): readonly Problem[] {
  return leftOut.map(({ line, text, reason }) =>
    problem('article/left-out', { file, line }, `"${shorten(text, 50)}" (${reason})`),
  );
}

/** Reports captions and credits that have no picture. */
function heldBackPhotos({ file, image, blocks, lines }: Edition['lead']): readonly Problem[] {
  const photos = [
    { image, line: lines.image ?? lines.headline },
    ...blocks.map((block) => (block.kind === 'image' ? block : { image: undefined, line: 1 })),
  ];
  return photos
    .filter(({ image: each }) => each && (each.source ?? each.file) === undefined)
    .map((photo) => {
      const words = photo.image?.caption ?? photo.image?.credit ?? '';
      return problem(
        'edition/photo-held-back',
        { file, line: photo.line },
        `"${shorten(words, 50)}"`,
      );
    });
}
