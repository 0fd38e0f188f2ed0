import { Option, type Command } from 'commander';
import type { CheckResult } from '../../app/checks/check.ts';
import { openWorkspace } from '../../app/workspace.ts';
import { plural } from '../../base/format.ts';
import { hasErrors } from '../../base/problem.ts';
import { formatAnnotations } from '../ci/annotations.ts';
import { ciListens, tellCi } from '../ci/output.ts';
import { editionOutputs, problemSummary } from '../ci/summary.ts';
import { EXIT, type Io } from '../io.ts';
import { CONTENT, EDITION, JSON_OPTION, type RunCommand } from '../options.ts';
import { present, type Presenter } from '../present.ts';
import { countBySeverity, countsInWords, formatProblems } from '../problems.ts';
import { marked } from '../style.ts';

const FORMATS = ['text', 'json', 'github'] as const;

export interface CheckFlags {
  readonly online?: boolean;
  readonly spam?: boolean;
  readonly browser?: boolean;
  readonly content?: string;
  readonly json?: boolean;
  readonly format?: (typeof FORMATS)[number];
}

/** Adds `broadsheet check` to the program. */
export function addCheck(program: Command, run: RunCommand): void {
  program
    .command('check')
    .description('run every check over the letter; exits 1 if there is an error')
    .argument(...EDITION)
    .addOption(new Option('--format <format>', 'output format').choices(FORMATS))
    .option('--online', 'request every page and picture that the letter links to')
    .option('--browser', 'render it in a real browser, at three widths and in dark modes')
    .option('--spam', 'run SpamAssassin, if it is installed')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: CheckFlags) =>
      run((io) => check(edition, options, io)),
    );
}

/** Checks the letter of an edition. Returns the exit code. */
async function check(named: string | undefined, options: CheckFlags, io: Io): Promise<number> {
  const { checkEdition } = await import('../../app/checks/check.ts');
  const result = await checkEdition(openWorkspace(io, options.content), named, {
    ...options,
    onUrlLimit: (urls, asked) => {
      io.note(`The letter links to ${plural(urls, 'URL')}; only the first ${asked} are requested.`);
    },
  });
  const { prepared, problems } = result;
  const { edition } = prepared;
  const counts = countBySeverity(problems);
  if (ciListens(io)) {
    const outputs = { ...editionOutputs(edition), ...counts };
    tellCi(io, { outputs, summary: problemSummary(edition.id, problems) });
  }
  const format = options.json === true ? 'json' : (options.format ?? 'text');
  const exit = present(result, presenter(format), { json: format === 'json' }, io);
  if (format !== 'json') {
    const mark = counts.errors > 0 ? 'error' : 'done';
    io.note(marked(mark, `${edition.id}: ${countsInWords(counts)}`));
  }
  return exit;
}

function presenter(format: (typeof FORMATS)[number]): Presenter<CheckResult> {
  const formatted = format === 'github' ? formatAnnotations : formatProblems;
  return {
    exitCode: ({ problems }) => (hasErrors(problems) ? EXIT.failed : EXIT.done),
    json: ({ prepared, problems }) => ({
      edition: prepared.edition.id,
      ...countBySeverity(problems),
      problems,
    }),
    text: ({ problems }) => (problems.length > 0 ? [formatted(problems)] : []),
  };
}
