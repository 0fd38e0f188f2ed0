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
import type { Problem } from '../base/problem.ts';
import { readEnvironment, type Environment } from '../config/environment.ts';
import type { Undelivered } from '../deliver/runs.ts';
import type { EditionName } from '../edition/name.ts';
import type { TestSent } from '../studio/desk.ts';
import type { Reader } from '../subscribers/reader.ts';
import type { NewSubscriber } from '../subscribers/subscriber.ts';
import type { AudienceCount } from '../subscribers/audiences.ts';
import type { Approved } from './approval/approve.ts';
import type { Comparison } from './approval/compare.ts';
import type { BuildOptions } from './build.ts';
import type { OutsideOptions } from './checks/outside.ts';
import type { Migrated } from './migrate.ts';
import type { PreparedLetter } from './prepare/prepared-letter.ts';
import type { SchedulePlan } from './schedule.ts';
import type { DryRunResult } from './send/dry-run.ts';
import type { DueHooks, DueResult } from './send/due.ts';
import type { SendEvent, SendHooks, SendRequest, SendResult } from './send/result.ts';
import type { Status } from './status.ts';
import type { Added, AddOptions } from './subscribers/add.ts';
import type { ReaderDownload } from './subscribers/export.ts';
import type { ForgetOptions, Forgotten } from './subscribers/forget.ts';
import type { ImportReport } from './subscribers/import-report.ts';
import type { ImportOptions } from './subscribers/import-rows.ts';
import type { Departure } from './subscribers/leave.ts';
import type { ReaderListOptions } from './subscribers/list.ts';
import type {
  Restored,
  RestoredSince,
  RestoreOptions,
  RestoreSinceOptions,
} from './subscribers/restore.ts';
import type { ReaderRecord } from './subscribers/show.ts';
import type { Stats, StatsOptions } from './subscribers/stats.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

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

/** An edition of the content folder, before it is read. */
export interface ListedEdition extends EditionName {
  /** Its articles, the lead first, from the newsletter's folder. */
  readonly files: readonly string[];
}

/** The problems of an edition. */
export interface CheckedEdition {
  readonly edition: string;
  /** Whether no problem is an error, so that the letter may be sent. */
  readonly passed: boolean;
  readonly problems: readonly Problem[];
  /** Absent if the problems are in its sources, so that no letter can be made. */
  readonly letter?: PreparedLetter;
}

/** The files of a letter. */
export interface BuiltEdition {
  readonly letter: PreparedLetter;
  /** Files of the content folder that look like editions but have an invalid name. */
  readonly skipped: readonly Problem[];
  /** The folder they are in, from the newsletter's folder. */
  readonly folder: string;
  /** Names in the folder; that of a folder ends with a slash. */
  readonly files: readonly string[];
  readonly screenshots: readonly string[];
}

export type CheckOptions = OutsideOptions;

export interface CompareOptions {
  /** A git revision, such as HEAD or main. Default: the approved letter. */
  readonly against?: string | undefined;
}

export type SendOptions = Omit<SendRequest, 'edition'> & SendHooks;

export type DueOptions = Pick<SendRequest, 'again' | 'amend' | 'ephemeral'> & DueHooks;

export interface DryRunOptions extends Pick<SendRequest, 'again'> {
  /** Called with what happens before the letters are written. */
  readonly onEvent?: ((event: SendEvent) => void) | undefined;
}

export interface TestOptions {
  /** The address that gets the letter. */
  readonly to: string;
  /** Whose letter it is, such as one of `subscribers()`. Default: nobody's in particular. */
  readonly subscriber?: NewSubscriber | undefined;
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
export interface Newsletter {
  /** The newsletter's folder, absolute. */
  readonly folder: string;

  /** Lists the editions, oldest first. */
  editions(): Promise<readonly ListedEdition[]>;

  /** Makes the letter of an edition, and writes nothing. */
  prepare(edition?: string): Promise<PreparedLetter>;

  /**
   * Runs every check over the letter of an edition. Problems that keep a letter from being made are
   * part of the result too. Rejects with ProblemsError only if there is no edition, and with
   * UserError if `browser` is set and there is none.
   */
  check(edition?: string, options?: CheckOptions): Promise<CheckedEdition>;

  /** Writes the letter of an edition to dist/<edition>/. */
  build(edition?: string, options?: BuildOptions): Promise<BuiltEdition>;

  /** Records the letter of an edition as approved, in a file next to the edition. */
  approve(edition?: string): Promise<Approved>;

  /**
   * Compares the letter of an edition with an earlier one. Rejects with UserError if there is
   * none to compare it with.
   */
  compare(edition?: string, options?: CompareOptions): Promise<Comparison>;

  /**
   * Sends an edition to every subscriber who doesn't have it yet, through the servers of SMTP_URL
   * or, if it is not set, as a trial into the built-in mailbox. Checks the letter first. Safe to call again: it
   * continues where it stopped, or does nothing.
   */
  send(edition?: string, options?: SendOptions): Promise<SendResult>;

  /** Sends each edition that is due, or only the named one if it is due. */
  sendDue(edition?: string, options?: DueOptions): Promise<DueResult>;

  /**
   * Sends one letter to one address, with [Test] in its subject. It is not recorded. Returns whether
   * the server accepted it.
   */
  sendTest(edition: string | undefined, options: TestOptions): Promise<TestSent>;

  /** Does what `send` does up to the servers, and writes the letters to dist/<edition>/dry-run/. */
  dryRun(edition?: string, options?: DryRunOptions): Promise<DryRunResult>;

  /** Reads what has become of an edition's letters, to readers and in the built-in mailbox. */
  status(edition?: string): Promise<Status>;

  /** Lists the letters of an edition to readers that did not arrive, or not yet, and why. */
  undelivered(edition?: string): AsyncIterable<Undelivered>;

  /** Plans what goes out when. Rejects with UserError if nothing ever does. */
  schedule(): Promise<SchedulePlan>;

  /**
   * Adds the subscribers of a CSV file to the list, or updates them, and suppresses those who opted
   * out. Invalid rows are skipped, and so are people who left; both are part of the result.
   */
  importSubscribers(file: string, options?: ImportOptions): Promise<ImportReport>;

  /**
   * Puts somebody on the list. Rejects with UserError if they left, were erased, or are suppressed.
   */
  addReader(address: string, options?: AddOptions): Promise<Added>;

  /** Lists readers. Default: all who have not left. */
  subscribers(options?: ReaderListOptions): AsyncIterable<Reader>;

  /**
   * Reads what is known of a reader: by address, or by the id in the subject of an unsubscribe
   * email. Rejects with UserError if it is neither.
   */
  findReader(reader: string): Promise<ReaderRecord>;

  /** Reads all that is kept about a reader, to hand over. Rejects with UserError if there is none. */
  exportReader(reader: string): Promise<ReaderDownload>;

  /**
   * Unsubscribes readers; no import puts them back. Nobody is removed unless every reader is
   * understood, as by findReader.
   */
  removeReaders(readers: readonly string[]): Promise<readonly Departure[]>;

  /** Suppresses addresses, on the list or not: no letter is sent to them. */
  suppress(readers: readonly string[], reason?: string): Promise<readonly Departure[]>;

  /**
   * Lets readers get letters again who left, were removed, or are suppressed. Rejects with UserError,
   * and changes nothing, if one was erased or, unless `force` is set, reported a letter as spam.
   */
  restoreReaders(
    readers: readonly string[],
    options?: RestoreOptions,
  ): Promise<readonly Restored[]>;

  /** Undoes the departures by links in a time, such as those that a link scanner made. */
  restoreSince(options: RestoreSinceOptions): Promise<RestoredSince>;

  /**
   * Erases everything about a reader, and keeps a keyed hash of the address. Rejects with UserError
   * without BROADSHEET_SECRET.
   */
  forgetReader(address: string, options?: ForgetOptions): Promise<Forgotten>;

  /**
   * Counts who would get an edition for an audience (default: all, the whole list), and who would
   * not and why. Rejects with UserError if the config has no such segment.
   */
  countAudience(audience?: string): Promise<AudienceCount>;

  /** Counts readers by state, and how many came and left. */
  listStats(options?: StatsOptions): Promise<Stats>;

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
    ...letters(workspace),
    ...sending(workspace),
    ...list(workspace),
    migrate: async () => {
      const { migrateDatabase } = await import('./migrate.ts');
      return migrateDatabase(workspace);
    },
  };
}

type Letters = Pick<Newsletter, 'editions' | 'prepare' | 'check' | 'build' | 'approve' | 'compare'>;

function letters(workspace: Workspace): Letters {
  return {
    editions: async () => {
      const { listEditions } = await import('./editions.ts');
      return listEditions(workspace).map(({ id, date, files }) => {
        return { id, date, files: files.map((file) => workspace.show(file)) };
      });
    },
    prepare: async (edition) => {
      const { prepareEdition } = await import('./prepare/prepare.ts');
      const { letterOf } = await import('./prepare/prepared-letter.ts');
      return letterOf(await prepareEdition(workspace, edition));
    },
    check: (edition, options) => check(workspace, edition, options),
    build: async (edition, options) => {
      const { buildEdition } = await import('./build.ts');
      const { letterOf } = await import('./prepare/prepared-letter.ts');
      const { prepared, ...built } = await buildEdition(workspace, edition, options);
      const { skipped, folder, files, screenshots } = built;
      return { letter: letterOf(prepared), skipped, folder, files, screenshots };
    },
    approve: async (edition) => {
      const { approveEdition } = await import('./approval/approve.ts');
      return approveEdition(workspace, edition);
    },
    compare: async (edition, { against } = {}) => {
      const { compareEdition } = await import('./approval/compare.ts');
      return compareEdition(workspace, edition, against);
    },
  };
}

async function check(
  workspace: Workspace,
  named: string | undefined,
  options?: CheckOptions,
): Promise<CheckedEdition> {
  const { checkEdition } = await import('./checks/check.ts');
  const { letterOf } = await import('./prepare/prepared-letter.ts');
  const { ProblemsError } = await import('./problems-error.ts');
  const { hasErrors } = await import('../base/problem.ts');
  try {
    const { prepared, problems } = await checkEdition(workspace, named, options);
    const edition = prepared.edition.id;
    return { edition, passed: !hasErrors(problems), problems, letter: letterOf(prepared) };
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    const { nameEdition } = await import('./editions.ts');
    // Where no edition can be named, the problems are why.
    const found = await nameEdition(workspace, named).catch(() => undefined);
    if (!found) throw error;
    return { edition: found.edition, passed: false, problems: error.problems };
  }
}

type Sending = Pick<
  Newsletter,
  'send' | 'sendDue' | 'sendTest' | 'dryRun' | 'status' | 'undelivered' | 'schedule'
>;

function sending(workspace: Workspace): Sending {
  return {
    send: async (edition, options = {}) => {
      const { sendEdition } = await import('./send/send.ts');
      return sendEdition(workspace, { ...options, edition }, options);
    },
    sendDue: async (edition, options = {}) => {
      const { sendDue } = await import('./send/due.ts');
      return sendDue(workspace, { ...options, edition }, options);
    },
    sendTest: async (edition, { to, subscriber }) => {
      const { sendTest } = await import('./send/test.ts');
      const { SPECIMEN } = await import('./prepare/prepare.ts');
      return sendTest(workspace, edition, to, subscriber ?? SPECIMEN);
    },
    dryRun: async (edition, { again, onEvent } = {}) => {
      const { dryRunEdition } = await import('./send/send.ts');
      return dryRunEdition(workspace, { edition, again }, onEvent);
    },
    status: async (edition) => {
      const { readStatus } = await import('./status.ts');
      return readStatus(workspace, edition);
    },
    undelivered: async function* (edition) {
      const { listUndelivered } = await import('./status.ts');
      yield* listUndelivered(workspace, edition);
    },
    schedule: async () => {
      const { planSchedule } = await import('./schedule.ts');
      return planSchedule(workspace);
    },
  };
}

type List = Pick<
  Newsletter,
  | 'importSubscribers'
  | 'addReader'
  | 'subscribers'
  | 'findReader'
  | 'exportReader'
  | 'removeReaders'
  | 'suppress'
  | 'restoreReaders'
  | 'restoreSince'
  | 'forgetReader'
  | 'countAudience'
  | 'listStats'
>;

function list(workspace: Workspace): List {
  return {
    ...readingList(workspace),
    importSubscribers: async (file, options) => {
      const { importSubscribers } = await import('./subscribers/import.ts');
      return importSubscribers(workspace, file, options);
    },
    addReader: async (address, options) => {
      const { addReader } = await import('./subscribers/add.ts');
      return addReader(workspace, address, options);
    },
    removeReaders: async (readers) => {
      const { removeReaders } = await import('./subscribers/leave.ts');
      return removeReaders(workspace, readers);
    },
    suppress: async (readers, reason) => {
      const { suppressAddresses } = await import('./subscribers/leave.ts');
      return suppressAddresses(workspace, readers, reason);
    },
    restoreReaders: async (readers, options) => {
      const { restoreReaders } = await import('./subscribers/restore.ts');
      return restoreReaders(workspace, readers, options);
    },
    restoreSince: async (options) => {
      const { restoreSince } = await import('./subscribers/restore.ts');
      return restoreSince(workspace, options);
    },
    forgetReader: async (address, options) => {
      const { forgetReader } = await import('./subscribers/forget.ts');
      return forgetReader(workspace, address, options);
    },
  };
}

function readingList(
  workspace: Workspace,
): Pick<List, 'subscribers' | 'findReader' | 'exportReader' | 'countAudience' | 'listStats'> {
  return {
    subscribers: async function* (options) {
      const { listReaders } = await import('./subscribers/list.ts');
      yield* listReaders(workspace, options);
    },
    findReader: async (reader) => {
      const { readReader } = await import('./subscribers/show.ts');
      return readReader(workspace, reader);
    },
    exportReader: async (reader) => {
      const { exportReader } = await import('./subscribers/export.ts');
      return exportReader(workspace, reader);
    },
    countAudience: async (audience) => {
      const { countAudience } = await import('./subscribers/count.ts');
      return countAudience(workspace, audience);
    },
    listStats: async (options) => {
      const { readStats } = await import('./subscribers/stats.ts');
      return readStats(workspace, options);
    },
  };
}
