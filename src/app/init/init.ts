import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { localDate } from '../../base/time-zone.ts';
import { isTimeZone } from '../../base/time-zone.ts';
import { UserError } from '../../base/user-error.ts';
import { BROWSER_REMEDY, installedBrowser } from '../../browser/installed.ts';
import { configFile } from '../../config/load.ts';
import { planSchedule } from '../schedule.ts';
import { openWorkspace, type Surroundings } from '../workspace.ts';
import { writeNew } from '../write-new.ts';
import { programDependency } from './dependency.ts';
import { machineNode, OLDEST_NODE } from './machine-node.ts';
import { starterFiles, type Answers } from './starter-files.ts';
import { writeWorkflows, type CiKind } from './workflows.ts';

export interface InitRequest {
  /** Named from the current folder; otherwise the current folder. */
  readonly folder?: string | undefined;
  /** Copies the themes, too. */
  readonly templates?: boolean;
  /** Writes the workflows too, or only them if the folder has a newsletter. */
  readonly ci?: CiKind;
  /** Asked if there is no newsletter yet; undefined if the user leaves. */
  readonly answers: () => Promise<Answers | undefined>;
}

interface Files {
  readonly written: readonly string[];
  /** What was there before. */
  readonly kept: readonly string[];
}

export type InitResult =
  | { readonly kind: 'declined' }
  | (Files & { readonly kind: 'workflows' })
  /** `folder` is relative to the current folder: '' for the current folder itself. */
  | (Files & {
      readonly kind: 'newsletter';
      readonly folder: string;
      /** What `npm install` takes to install this program there; undefined in its own folder. */
      readonly program: string | undefined;
      /** The same for a Node that is new enough; undefined if the machine has one. */
      readonly node: string | undefined;
      /** What `--browser` uses: an installed browser, or how to get one. */
      readonly browser: { readonly path: string } | { readonly remedy: string };
    });

/**
 * Makes a working newsletter in a folder, or adds workflows to one. No file is overwritten. Throws
 * UserError if the folder has a newsletter or can't be written.
 */
export async function initNewsletter(
  surroundings: Surroundings,
  request: InitRequest,
): Promise<InitResult> {
  const { ci, templates = false } = request;
  const folder = resolve(surroundings.cwd, request.folder ?? '.');
  const config = configFile(folder);
  if (config !== undefined && ci !== undefined) {
    return { kind: 'workflows', ...(await workflowsOf(folder, ci, surroundings)) };
  }
  if (config !== undefined) {
    throw new UserError(
      `There is a newsletter already: ${config}.`,
      'Nothing was written. Name another folder, or edit the existing files.',
    );
  }
  const answers = await request.answers();
  if (answers === undefined) return { kind: 'declined' };
  const timeZone = zoneOfThisMachine();
  const today = localDate(surroundings.clock(), timeZone);
  const program = await programDependency(folder);
  const needsNode = ((await machineNode(surroundings.env)) ?? 0) < OLDEST_NODE;
  const { written, kept } = writeAll(folder, [
    ...(templates ? themesOf(surroundings) : []),
    ...(program?.files ?? []),
    ...starterFiles({ ...answers, timeZone, today, program: program?.spec, needsNode }),
  ]);
  const browser = installedBrowser(surroundings.env);
  const workflows = ci === undefined ? NOTHING : await workflowsOf(folder, ci, surroundings);
  return {
    kind: 'newsletter',
    folder: relative(surroundings.cwd, folder),
    program: program?.installable,
    node: needsNode ? `node@${OLDEST_NODE}` : undefined,
    browser: browser === undefined ? { remedy: BROWSER_REMEDY } : { path: browser },
    written: [...written, ...workflows.written],
    kept: [...kept, ...workflows.kept],
  };
}

const NOTHING: Files = { written: [], kept: [] };

function writeAll(folder: string, files: readonly (readonly [string, string | Buffer])[]): Files {
  const written: string[] = [];
  const kept: string[] = [];
  for (const [file, content] of files) {
    (writeNew(join(folder, file), content) ? written : kept).push(file);
  }
  return { written, kept };
}

function zoneOfThisMachine(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return isTimeZone(timeZone) ? timeZone : 'UTC';
}

/** The files of the themes that come with this program. */
function themesOf(surroundings: Surroundings): readonly (readonly [string, Buffer])[] {
  const folder = openWorkspace(surroundings).templates.at(-1) ?? '';
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .map((path) => [join('templates', relative(folder, path)), readFileSync(path)]);
}

/** Writes the workflows of the newsletter in a folder, at the times of its schedule. */
async function workflowsOf(folder: string, kind: CiKind, own: Surroundings): Promise<Files> {
  const { cron } = await planSchedule(openWorkspace({ ...own, cwd: folder }));
  return writeWorkflows(folder, kind, cron);
}
