import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArticle, type ParsedSource } from '../../article/parse.ts';
import { applyCheckSettings } from '../../check/settings.ts';
import { loadConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { assembleEdition } from '../../edition/assemble.ts';
import type { Edition } from '../../edition/edition.ts';
import { editionId, parseEditionName } from '../../edition/name.ts';
import { UserError } from '../../base/user-error.ts';
import { EXIT, formatProblems, plural, signed, type Io } from '../io.ts';
import { localDate } from '../../base/time-zone.ts';
import { need } from '../../app/prepare.ts';
import { printable, printableJson } from '../../base/printable.ts';
import { readSource, type Input } from '../../app/read-source.ts';
import { openWorkspace } from '../../app/workspace.ts';
import { writeNew } from '../../app/write-new.ts';

export interface NewOptions {
  readonly content?: string;
  readonly date?: string;
  readonly json?: boolean;
}

/**
 * Makes an edition of an article: a file in content/, byte for byte as it came, named by its date
 * and headline. Throws UserError where the article cannot be understood or the edition is there.
 */
export async function newEdition(
  file: string | undefined,
  options: NewOptions,
  io: Io,
  stdin: Input,
): Promise<number> {
  const workspace = openWorkspace(io, options.content);
  const config = await loadConfig(workspace.root);
  const { bytes, shown } = await readSource(file, io, stdin);
  const parsed = need(parseArticle(bytes, shown));
  const name = nameOf(parsed, options.date, localDate(io.clock(), config.timeZone));
  const path = join(workspace.content, `${name.id}.txt`);
  if (existsSync(join(workspace.content, name.id)) || !writeNew(path, bytes)) {
    throw new UserError(
      `There is an edition ${name.id} already.`,
      'Nothing was written. Change the headline or the date, or edit the edition that is there.',
    );
  }
  report(recognised(name, parsed, workspace.show(path), config), options, io);
  return EXIT.done;
}

function nameOf({ article, settings }: ParsedSource, option: string | undefined, today: string) {
  if (option !== undefined && !parseEditionName(`${option}-words`)) {
    throw new UserError(`"${printable(option)}" is no date.`, 'Write it like 2023-06-14.');
  }
  const date = settings.date ?? option ?? today;
  const id = editionId(date, article.headline);
  if (id !== undefined) return { id, date };
  throw new UserError(
    'The headline has no letter and no digit to name the edition by.',
    `Save the article yourself, as content/${date}-words-about-it.txt.`,
  );
}

interface Recognised {
  readonly file: string;
  readonly edition: Edition;
  readonly notes: string;
}

/** What the letter will be made of. */
function recognised(
  name: { readonly id: string; readonly date: string },
  { article, settings }: ParsedSource,
  file: string,
  config: Config,
): Recognised {
  const assembled = assembleEdition(name, [{ article: { ...article, file }, settings }], config);
  const problems = applyCheckSettings(assembled.problems, config.check, name.id);
  return { file, edition: need(assembled), notes: formatProblems(problems) };
}

function report({ file, edition, notes }: Recognised, { json }: NewOptions, io: Io): void {
  const { id, date, subject, preheader, wordCount, readingMinutes, lead } = edition;
  const { headline, section, keyPoints } = lead;
  if (notes !== '') io.note(notes);
  if (json === true) {
    const counts = { keyPoints: keyPoints.length, words: wordCount, readingMinutes };
    io.out(
      printableJson({ edition: id, date, file, section, headline, subject, preheader, ...counts }),
    );
    return;
  }
  const points = keyPoints.length === 0 ? 'no key points' : plural(keyPoints.length, 'key point');
  const minutes = plural(readingMinutes, 'minute');
  io.out(signed('done', `Wrote ${file}`));
  io.out(`  Headline: ${printable(headline)}`);
  io.out(`  ${points}, ${plural(wordCount, 'word')}, ${minutes} to read`);
  io.out(`  Look at it:  npx broadsheet preview ${id}`);
}
