import type { Command } from 'commander';
import type { BuildResult } from '../../app/build.ts';
import type { Prepared } from '../../app/prepare/prepare.ts';
import { openWorkspace } from '../../app/workspace.ts';
import { kilobytes, plural } from '../../base/format.ts';
import { hasErrors, type Problem } from '../../base/problem.ts';
import { ciListens, tellCi } from '../ci/output.ts';
import { editionOutputs, letterSummary } from '../ci/summary.ts';
import { EXIT, type Io } from '../io.ts';
import { CONTENT, EDITION, JSON_OPTION, type RunCommand } from '../options.ts';
import { present, type Presenter } from '../present.ts';
import { formatProblems } from '../problems.ts';
import { marked } from '../style.ts';

export interface BuildOptions {
  readonly content?: string;
  readonly json?: boolean;
  readonly screenshots?: boolean;
  /** Reports errors only: a command that follows reports the rest. */
  readonly quiet?: boolean;
}

/** Adds `broadsheet build` to the program. */
export function addBuild(program: Command, run: RunCommand): void {
  program
    .command('build')
    .description('write the letter of an edition to dist/<edition>/')
    .argument(...EDITION)
    .option('--screenshots', 'also take screenshots: light, dark and without pictures')
    .option('--quiet', 'report errors only, no warnings and notes')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: BuildOptions) =>
      run((io) => build(edition, options, io)),
    );
}

/** Builds an edition. Returns the exit code. */
async function build(named: string | undefined, options: BuildOptions, io: Io): Promise<number> {
  const { buildEdition } = await import('../../app/build.ts');
  const built = await buildEdition(openWorkspace(io, options.content), named, options);
  const { prepared } = built;
  if (ciListens(io)) {
    tellCi(io, { outputs: editionOutputs(prepared.edition), summary: letterSummary(prepared) });
  }
  const problems = problemsOf(built).filter(
    ({ severity }) => options.quiet !== true || severity === 'error',
  );
  if (problems.length > 0) io.note(formatProblems(problems));
  return present(built, PRESENTER, options, io);
}

const PRESENTER: Presenter<BuildResult> = {
  exitCode: (built) => (hasErrors(problemsOf(built)) ? EXIT.failed : EXIT.done),
  json: ({ report }) => report,
  text: ({ prepared, files, screenshots, folder }) => [
    marked('done', `Built ${prepared.edition.id}: ${summary(prepared)}`),
    `  ${files.join('  ')}`,
    ...screenshots.map((name) => `  ${name}`),
    `  in ${folder}/`,
  ],
};

function problemsOf({ skipped, prepared }: BuildResult): readonly Problem[] {
  return [...skipped, ...prepared.notes];
}

function summary({ edition, parts, letter }: Prepared): string {
  const words = plural(edition.wordCount, 'word');
  const html = kilobytes(Buffer.byteLength(parts.html));
  return `${words}, ${edition.readingMinutes} min read; HTML ${html}, message ${kilobytes(letter.size)}`;
}
