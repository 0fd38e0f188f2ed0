/**
 * The public API: what the command line does, as functions that take and return plain data.
 *
 *     import { openNewsletter } from 'broadsheet';
 *
 *     const newsletter = openNewsletter({ folder: 'briefing' });
 *     const { passed, problems } = await newsletter.check();
 *     if (passed) await newsletter.send();
 *
 * It prints nothing, asks nothing and ends no process. Each method loads only what it needs:
 * broadsheet.config.ts imports this file too, for defineConfig.
 */
import { resolve } from 'node:path';
import { readEnvironment, type Environment } from '../../config/environment.ts';
import type { Migrated } from '../migrate.ts';
import { openWorkspace } from '../workspace.ts';
import { changingMethods, type ChangingMethods } from './changing-list.ts';
import { letterMethods, type LetterMethods } from './letters.ts';
import { readingMethods, type ReadingMethods } from './reading-list.ts';
import { sendingMethods, type SendingMethods } from './sending.ts';

export interface NewsletterOptions {
  /** The newsletter's folder, from the current one. Default: the current one. */
  readonly folder?: string | undefined;
  /** The folder of its editions, from the newsletter's. Default: content/. */
  readonly content?: string | undefined;
  /**
   * Environment variables, such as SMTP_URL. Default: those of the process, and of the .env file in
   * the newsletter's folder for the rest.
   */
  readonly env?: Environment | undefined;
  /** Returns the time. Default: the machine's. */
  readonly clock?: (() => Date) | undefined;
}

/**
 * A newsletter in a folder. An edition is named by its id, such as 2023-06-14-blinken-beijing, or by
 * its path; by default it is the newest that is not in the future. Paths in results are relative to
 * the newsletter's folder.
 *
 * Every method rejects with UserError if the caller or an editor has made a mistake, such as an
 * invalid config; with ProblemsError, which is a UserError, if an article or the theme can't be
 * understood or a file has an invalid name; and with DatabaseUnavailableError if the database can't
 * be used at the moment.
 */
export interface Newsletter extends LetterMethods, SendingMethods, ReadingMethods, ChangingMethods {
  /** The newsletter's folder, absolute. */
  readonly folder: string;

  /**
   * Brings a PostgreSQL database of an older version up to date, which no other method does. Rejects
   * with DatabaseUnavailableError while a run is being sent.
   */
  migrate(): Promise<Migrated>;
}

/**
 * Opens the newsletter in a folder. Nothing is held open between calls. Throws UserError if the
 * folder's .env file can't be read.
 */
export function openNewsletter(options: NewsletterOptions = {}): Newsletter {
  const folder = resolve(options.folder ?? '.');
  const env = options.env ?? readEnvironment(folder, process.env);
  const clock = options.clock ?? (() => new Date());
  const workspace = openWorkspace({ cwd: folder, env, clock }, options.content);
  return {
    folder,
    ...letterMethods(workspace),
    ...sendingMethods(workspace),
    ...readingMethods(workspace),
    ...changingMethods(workspace),
    migrate: async () => {
      const { migrateDatabase } = await import('../migrate.ts');
      return migrateDatabase(workspace);
    },
  };
}
