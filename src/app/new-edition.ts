import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArticle, type ParsedSource } from '../article/parse.ts';
import { localDate } from '../base/time-zone.ts';
import { printable } from '../base/printable.ts';
import type { Problem } from '../base/problem.ts';
import { UserError } from '../base/user-error.ts';
import { applyCheckSettings } from '../check/settings.ts';
import { loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { assembleEdition } from '../edition/assemble.ts';
import type { Edition } from '../edition/edition.ts';
import { editionId, parseEditionName } from '../edition/name.ts';
import { valueOf } from './problems-error.ts';
import type { ArticleSource } from './read-source.ts';
import type { Workspace } from './workspace.ts';
import { writeNew } from './write-new.ts';

/** An edition that was made, and how its article was understood. */
export interface NewEdition {
  /** As messages show it. */
  readonly file: string;
  readonly edition: Edition;
  readonly notes: readonly Problem[];
}

/**
 * Makes an edition of an article: a file in content/, byte for byte as it came, named by its date
 * (that of its front matter, otherwise `date`, otherwise today; YYYY-MM-DD) and its headline.
 * `read` gives the article, and is asked only where the config can be read. Throws UserError if
 * the article can't be understood or the edition exists.
 */
export async function createEdition(
  workspace: Workspace,
  read: () => Promise<ArticleSource>,
  date?: string,
): Promise<NewEdition> {
  const config = await loadConfig(workspace.root);
  const { bytes, shown } = await read();
  const parsed = valueOf(parseArticle(bytes, shown));
  const name = nameOf(parsed, date, localDate(workspace.clock(), config.timeZone));
  const path = join(workspace.content, `${name.id}.txt`);
  if (existsSync(join(workspace.content, name.id)) || !writeNew(path, bytes)) {
    throw new UserError(
      `There is an edition ${name.id} already.`,
      'Nothing was written. Change the headline or the date, or edit the existing edition.',
    );
  }
  return understood(name, parsed, workspace.show(path), config);
}

function nameOf({ article, settings }: ParsedSource, option: string | undefined, today: string) {
  if (option !== undefined && !parseEditionName(`${option}-words`)) {
    throw new UserError(`"${printable(option)}" is not a date.`, 'Write it like 2023-06-14.');
  }
  const date = settings.date ?? option ?? today;
  const id = editionId(date, article.headline);
  if (id !== undefined) return { id, date };
  throw new UserError(
    'The headline has no letter or digit to name the edition after.',
    `Save the article yourself, as content/${date}-words-about-it.txt.`,
  );
}

function understood(
  name: { readonly id: string; readonly date: string },
  parsed: ParsedSource,
  file: string,
  config: Config,
): NewEdition {
  const assembled = assembleEdition(
    name,
    [{ ...parsed, article: { ...parsed.article, file } }],
    config,
  );
  const notes = applyCheckSettings(assembled.problems, config.check, name.id);
  return { file, edition: valueOf(assembled), notes };
}
