import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { configFile } from '../../config/load.ts';
import { isTimeZone, localDate } from '../../base/time-zone.ts';
import { UserError } from '../../base/user-error.ts';
import { answersOf, type AnswerOptions } from '../../app/init/answers.ts';
import { starterFiles } from '../../app/init/starter-files.ts';
import { writeWorkflows, type CiKind } from '../../app/init/workflows.ts';
import { EXIT, signed, type Io } from '../io.ts';
import { readPlan } from './schedule/schedule.ts';
import { openWorkspace } from '../../app/workspace.ts';
import { writeNew } from '../../app/write-new.ts';

export interface InitOptions extends AnswerOptions {
  readonly templates?: boolean;
  /** Writes the workflows too; where there is a newsletter, them alone. */
  readonly ci?: CiKind;
  readonly json?: boolean;
}

/**
 * Makes a working newsletter in a folder; `version` is that of this program. No file is
 * overwritten. Throws UserError where the folder has a newsletter or cannot be written.
 */
export async function init(
  named: string | undefined,
  options: InitOptions,
  io: Io,
  version: string,
): Promise<number> {
  const folder = resolve(io.cwd, named ?? '.');
  const config = configFile(folder);
  if (config !== undefined && options.ci !== undefined) {
    const ci = await workflowsOf(folder, options.ci, io);
    reportWorkflows(ci, options, io);
    return EXIT.done;
  }
  if (config !== undefined) {
    throw new UserError(
      `There is a newsletter already: ${config}.`,
      'Nothing was written. Name another folder, or edit what is there.',
    );
  }
  const answers = await answersOf(options, io);
  if (answers === undefined) {
    io.note('Nothing was written.');
    return EXIT.done;
  }
  const timeZone = zoneOfThisMachine();
  const today = localDate(io.clock(), timeZone);
  const files = new Map<string, string | Buffer>([
    ...(options.templates === true ? themesOf(io) : []),
    ...starterFiles({ ...answers, timeZone, today, version }),
  ]);
  const kept: string[] = [];
  for (const [file, content] of files) {
    if (!writeNew(join(folder, file), content)) kept.push(file);
  }
  const written = Array.from(files.keys()).filter((file) => !kept.includes(file));
  const ci = options.ci === undefined ? NOTHING : await workflowsOf(folder, options.ci, io);
  const outcome = { written: [...written, ...ci.written], kept: [...kept, ...ci.kept] };
  report(relative(io.cwd, folder), outcome, options, io);
  return EXIT.done;
}

function zoneOfThisMachine(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return isTimeZone(timeZone) ? timeZone : 'UTC';
}

/** The files of the themes that come with this program. */
function themesOf(io: Io): readonly (readonly [string, Buffer])[] {
  const folder = openWorkspace(io).templates.at(-1) ?? '';
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .map((path) => [join('templates', relative(folder, path)), readFileSync(path)]);
}

interface Outcome {
  readonly written: readonly string[];
  /** What was there before. */
  readonly kept: readonly string[];
}

const NOTHING: Outcome = { written: [], kept: [] };

/** Writes the workflows of the newsletter in a folder, at the times of its schedule. */
async function workflowsOf(folder: string, kind: CiKind, io: Io): Promise<Outcome> {
  const { plan } = await readPlan(openWorkspace({ ...io, cwd: folder }), io);
  return writeWorkflows(folder, kind, plan.cron);
}

function reportWorkflows({ written, kept }: Outcome, { json }: InitOptions, io: Io): void {
  if (json === true) {
    io.out(JSON.stringify({ written, kept }));
    return;
  }
  for (const file of written) io.out(signed('done', `Wrote ${file}`));
  for (const file of kept) io.note(signed('note', `${file} was there already and is as it was.`));
}

function report(folder: string, { written, kept }: Outcome, { json }: InitOptions, io: Io): void {
  const next = ['npm install', 'npx broadsheet preview', 'npx broadsheet send'];
  if (kept.includes('package.json')) next[0] = 'npm install broadsheet';
  if (json === true) {
    io.out(JSON.stringify({ folder: folder || '.', written, kept, next }));
    return;
  }
  io.out(signed('done', `A newsletter is ready in ${folder || 'this folder'}:`));
  for (const file of written) io.out(`  ${file}`);
  for (const file of kept) io.note(signed('note', `${file} was there already and is as it was.`));
  io.out('\nNext:');
  if (folder !== '') io.out(`  cd ${folder}`);
  for (const command of next) io.out(`  ${command}`);
  io.out('\nThe letters go to a mailbox on this machine until SMTP_URL is set (.env.example).');
}
