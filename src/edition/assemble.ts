import type { ParsedSource } from '../article/parse.ts';
import type { Config } from '../config/schema.ts';
import { defined } from '../base/defined.ts';
import { ok, problem, type Problem, type Result } from '../base/problem.ts';
import type { Edition } from './edition.ts';
import { excerpt } from './excerpt.ts';
import type { EditionName } from './name.ts';
import { PREHEADER_MAX, PREHEADER_MIN, preheaderOf } from './preheader.ts';
import { publishedAt } from '../schedule/published-at.ts';
import { countWords, readingMinutes } from './reading.ts';
import { shorten, visibleLength } from './shorten.ts';
import { dueAt } from '../schedule/when.ts';

/** Longer subjects are cut by every inbox; mail servers look askance at them. */
export const SUBJECT_MAX = 120;

/**
 * Makes an edition of its parsed sources, of which the first one leads and sets the edition's
 * fields; what was decided for the editor comes as notes.
 */
export function assembleEdition(
  name: EditionName,
  [{ article, settings }, ...others]: readonly [ParsedSource, ...ParsedSource[]],
  config: Config,
): Result<Edition> {
  const lead = excerpt(article, settings.story ?? config.story);
  const further = others.map((each) =>
    excerpt(each.article, each.settings.story ?? config.furtherStory),
  );
  const date = settings.date ?? name.date;
  const when = dueAt(date, settings.send, config, article.file);
  if (!when.ok) return when;
  const subject = settings.subject ?? shorten(article.headline, SUBJECT_MAX);
  const preheader = settings.preheader ?? preheaderOf(article);
  const wordCount = countWords([lead, ...further], config.locale);
  const edition: Edition = {
    id: name.id,
    date,
    publishedAt: when.value?.at ?? publishedAt(date, config.publishAt, config.timeZone),
    ...defined({ when: when.value }),
    subject,
    preheader,
    lead,
    further,
    wordCount,
    readingMinutes: readingMinutes(wordCount),
  };
  return ok(edition, notes(edition, settings.subject === undefined));
}

function notes(
  { lead, further, subject, preheader }: Edition,
  derived: boolean,
): readonly Problem[] {
  const { file, lines } = lead;
  const found: Problem[] = [];
  if (derived && subject !== lead.headline) {
    const length = `${visibleLength(lead.headline)} characters, at most ${SUBJECT_MAX}`;
    found.push(problem('edition/subject-cut', { file, line: lines.headline }, length));
  }
  const preheaderLength = visibleLength(preheader);
  if (preheaderLength < PREHEADER_MIN || preheaderLength > PREHEADER_MAX) {
    const length = `${preheaderLength} characters, not ${PREHEADER_MIN} to ${PREHEADER_MAX}`;
    found.push(problem('edition/preheader', { file }, length));
  }
  return [...found, ...[lead, ...further].flatMap(heldBackPhotos)];
}

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
