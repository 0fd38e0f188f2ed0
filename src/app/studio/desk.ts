import { basename } from 'node:path';
import { defined } from '../../base/defined.ts';
import { UserError } from '../../base/user-error.ts';
import { applyCheckSettings } from '../../check/settings.ts';
import { loadConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { audienceOf } from '../../edition/audience.ts';
import { dated } from '../../letter/compose.ts';
import { personalise, spliceLetter } from '../../letter/letter.ts';
import type { Maildir } from '../../mailbox/maildir.ts';
import type { Store } from '../../store/open.ts';
import type { BuildFailure } from '../../studio/build-failure.ts';
import type {
  Build,
  Built,
  Desk,
  ListedEdition,
  ShownLetter,
  TestServer,
  Who,
} from '../../studio/desk.ts';
import { placeholderOf } from '../../studio/letter/placeholder.ts';
import type { Segment } from '../../subscribers/segment.ts';
import { fullName, withoutReaderId, type NewSubscriber } from '../../subscribers/subscriber.ts';
import { findUnapproved } from '../approval/compare.ts';
import { finishedFor, runChecks } from '../checks/check.ts';
import { editionById, readContent, type Content, type EditionFile } from '../editions.ts';
import { prepareEdition, SPECIMEN, type Prepared } from '../prepare/prepare.ts';
import { findDestination, sendsToReaders } from '../send/destination.ts';
import { sendTest } from '../send/test.ts';
import type { Workspace } from '../workspace.ts';
import { audienceCounter, studioAudiences } from './audiences.ts';
import { studioCalendar } from './calendar.ts';
import { failureOf } from './failure.ts';
import { studioFinder } from './finder.ts';
import { caughtMail } from './mailbox.ts';
import { studioApproving } from './approving.ts';
import { studioSending, type Sendable } from './sending.ts';
import { lookCloser } from './look-closer.ts';
import { openInEditor } from './open-in-editor.ts';
import { storyDrafts } from './story-drafts.ts';
import { studioPictures } from './pictures.ts';
import { storyFiles } from './story-files.ts';
import { studioReaders } from './readers.ts';
import { studioRuns, withoutAddresses } from './runs.ts';
import { studioStandings } from './standing.ts';
import { studioVersions } from './versions.ts';

export interface DeskOptions {
  readonly workspace: Workspace;
  readonly store: Store;
  readonly maildir: Maildir;
  /** Shows the specimen in place of every subscriber, and no address: for pages that leave here. */
  readonly withoutReaders?: boolean;
  /** Told of each file that the studio has written, so that its letter changes at once. */
  readonly onWritten?: (path: string) => void;
  /** Told of each edition about whose sending there is something new. */
  readonly onSending?: (edition: string) => void;
  /** Told of what failed where no page waits for it: a bug, which must not stop the studio. */
  readonly onFault?: (error: Error) => void;
}

/** The desk of a newsletter; close it before its store, so that the letters under way are recorded. */
export interface OpenedDesk extends Desk {
  /** Builds anew what was built. */
  readonly forget: () => void;
  /** Whether letters go, or are about to. */
  readonly underWay: () => 'waiting' | 'sending' | undefined;
  readonly close: () => Promise<void>;
}

/** Opens the newsletter as the studio sees it. */
export function openDesk(options: DeskOptions): OpenedDesk {
  const { workspace, store, maildir } = options;
  const builds = new Map<string, Promise<Built>>();
  const { forgetVersions, ...versions } = studioVersions(workspace, options.onWritten);
  const sendables = new WeakMap<Build, Sendable>();
  const config = () => loadConfig(workspace.root);
  const files = storyFiles(workspace, options.onWritten);
  const count = audienceCounter(store);
  const known = {
    ...studioRuns(store.runs, workspace.clock),
    ...studioStandings(workspace, store),
  };
  const readerOf = async (who: Who) => (await readerFor(options, who)) ?? SPECIMEN;
  const buildAgain = (id: string): Promise<Built> => {
    const known = builds.get(id);
    if (known) return known;
    const file = editionById(workspace, id);
    if (!file) return Promise.resolve({ ok: false, failure: noSuchEdition(id) });
    const built = build(file, options, (each, prepared) => {
      sendables.set(each, { prepared, problems: () => each.problems() });
    });
    builds.set(id, built);
    return built;
  };
  const sendable = async (id: string) => {
    const built = await buildAgain(id);
    return built.ok ? sendables.get(built.build) : undefined;
  };
  const nothing = () => undefined;
  const { forgetApproved, ...approving } = studioApproving({
    workspace,
    prepared: async (id) => (await sendable(id))?.prepared,
    written: (id, path) => {
      builds.delete(id);
      options.onWritten?.(path);
    },
  });
  return {
    ...known,
    ...(options.withoutReaders === true && withoutAddresses(known)),
    ...studioAudiences(count, async (id) => {
      const built = await buildAgain(id);
      return built.ok ? built.build : undefined;
    }),
    ...caughtMail(maildir),
    ...studioFinder(workspace),
    ...storyDrafts(workspace),
    ...files,
    ...studioPictures(workspace, files),
    ...studioReaders(workspace, store, config),
    ...versions,
    ...approving,
    ...studioSending({
      ...{ workspace, store, sendable },
      moved: options.onSending ?? nothing,
      onFault: options.onFault ?? nothing,
    }),
    ...studioCalendar({ workspace, store, known, count, onWritten: options.onWritten }),
    forget: () => {
      builds.clear();
      forgetVersions();
      forgetApproved();
    },
    ...newsletterAround(workspace, config),
    build: buildAgain,
    findSubscribers: (text) => store.subscribers.search(text, MOST_READERS),
    server: async () => serverOf(workspace, await config()),
    sendTest: async (id, who, to) => {
      const file = editionById(workspace, id);
      if (!file) return undefined;
      try {
        return await sendTest(workspace, file, to, await readerOf(who));
      } catch (error) {
        if (error instanceof UserError) return { ok: false, message: error.message };
        throw error;
      }
    },
    openInEditor: (file, line) => openInEditor(workspace, file, line),
  };
}

/** What the studio says of the newsletter, also while its config can't be read. */
function newsletterAround(
  workspace: Workspace,
  config: () => Promise<Config>,
): Pick<Desk, 'name' | 'editions' | 'content' | 'timeZone'> {
  // While the config can't be read, times stay in the zone that it had.
  let lastZone = 'UTC';
  return {
    name: () =>
      config().then(
        ({ name }) => name,
        () => basename(workspace.root),
      ),
    editions: () => Promise.resolve(listedIn(readContent(workspace))),
    content: async () => {
      const read = readContent(workspace);
      const { check } = await config().catch(() => ({ check: undefined }));
      const skipped = check ? applyCheckSettings(read.problems, check, '') : read.problems;
      return { editions: listedIn(read), skipped };
    },
    timeZone: async () => {
      const read = await config().catch(() => undefined);
      lastZone = read?.timeZone ?? lastZone;
      return lastZone;
    },
  };
}

const MOST_READERS = 20;
/** Of a whole number in PostgreSQL. */
const MOST_ID = 2 ** 31 - 1;

async function readerFor(
  { store: { subscribers }, withoutReaders = false }: DeskOptions,
  who: Who,
  segment?: Segment,
): Promise<NewSubscriber | undefined> {
  if (who === 'nobody' || withoutReaders) return SPECIMEN;
  if (who === 'longest') return subscribers.longest(segment);
  return who <= MOST_ID ? subscribers.find(who) : undefined;
}

async function build(
  file: EditionFile,
  options: DeskOptions,
  made: (build: Build, prepared: Prepared) => void,
): Promise<Built> {
  try {
    const prepared = await prepareEdition(options.workspace, file, { markMissing: true });
    const build = buildOf(prepared, options);
    made(build, prepared);
    return { ok: true, build };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ok: false, failure: failureOf(error) };
  }
}

function listedIn({ editions }: Content): readonly ListedEdition[] {
  return editions.map(({ id, date }) => ({ id, date })).reverse();
}

function noSuchEdition(id: string): BuildFailure {
  return {
    kind: 'mistake',
    message: `There is no edition "${id}".`,
    remedy: 'Open one from the list of editions.',
  };
}

function serverOf({ env }: Workspace, config: Config): TestServer {
  try {
    return findDestination(env, config);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: 'unusable', message: error.message, remedy: error.remedy };
  }
}

/** Whether letters are meant for readers: a server is set, even if its URL is wrong. */
function sendsAway(workspace: Workspace, config: Config): boolean {
  return serverOf(workspace, config).kind === 'unusable' || sendsToReaders(workspace.env, config);
}

function buildOf(prepared: Prepared, options: DeskOptions): Build {
  const { edition, config, composed, pictures, missing } = prepared;
  const placeholders = Array.from(
    missing,
    ([source, name]) => [source, placeholderOf(name)] as const,
  );
  let problems: ReturnType<Build['problems']> | undefined;
  const { workspace } = options;
  const { segment } = audienceOf(edition.audience, config);
  const finished = async (of: Prepared) => {
    const longest = (await readerFor(options, 'longest', segment)) ?? SPECIMEN;
    return finishedFor(of, longest, sendsAway(workspace, config));
  };
  const findProblems = async () => runChecks(prepared, await finished(prepared));
  // A spam filter counts an old Date against a letter; it is sent with a new one.
  const today = () => ({ ...prepared, composed: dated(composed, workspace.clock()) });
  return {
    edition,
    config,
    pictures: new Map([...pictures, ...placeholders]),
    contentHash: composed.contentHash,
    ...defined({ unapproved: unapprovedOf(prepared, workspace) }),
    ...lookCloser(() => finished(today()), workspace.env),
    letter: async (who) =>
      shown(prepared, who, (await readerFor(options, who, segment)) ?? SPECIMEN),
    problems: () => {
      problems ??= findProblems();
      return problems;
    },
  };
}

/** Why a letter may not be sent yet; undefined if it is approved, or need not be. */
function unapprovedOf(prepared: Prepared, workspace: Workspace): string | undefined {
  try {
    const unapproved = findUnapproved(prepared, workspace);
    if (!unapproved) return undefined;
    return unapproved.change ? 'changed since it was approved' : 'not approved';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}

function shown({ rendered, composed }: Prepared, who: Who, reader: NewSubscriber): ShownLetter {
  // The person who looks at a letter, or gets the exported file, is not the reader.
  const subscriber = withoutReaderId(reader);
  const name = fullName(subscriber);
  return {
    who,
    recipient: name === undefined ? subscriber.email : `${name} <${subscriber.email}>`,
    ...personalise(rendered, composed.sender, subscriber),
    raw: Buffer.concat(spliceLetter(composed, subscriber).chunks),
  };
}
