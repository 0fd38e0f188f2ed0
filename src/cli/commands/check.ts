import type { Problem } from '../../base/problem.ts';
import { checkOutside, type OutsideOptions } from '../../app/check-outside.ts';
import { tellCi } from '../ci/output.ts';
import { editionOutputs, problemSummary } from '../ci/summary.ts';
import { finishedFor, hasErrors, runGate } from '../../app/gate.ts';
import { formatGithub } from '../ci/annotations.ts';
import { EXIT, formatProblems, signed, type Io } from '../io.ts';
import { prepareEdition, SPECIMEN } from '../../app/prepare.ts';
import { countBySeverity, countsInWords } from '../severities.ts';
import { sendsToReaders } from '../../app/send/target.ts';
import { openWorkspace, withStore } from '../../app/workspace.ts';

export interface CheckOptions extends OutsideOptions {
  readonly content?: string;
  readonly json?: boolean;
  readonly format?: 'text' | 'json' | 'github';
}

/** Runs every check over the finished letter; the exit code is the answer. */
export async function check(
  named: string | undefined,
  options: CheckOptions,
  io: Io,
): Promise<number> {
  const workspace = openWorkspace(io, options.content);
  const prepared = await prepareEdition(workspace, named, io);
  const longest = await withStore(workspace, io, ({ subscribers }) => subscribers.longest());
  // Example addresses are wrong only where real readers would get them.
  const finished = finishedFor(prepared, longest ?? SPECIMEN, sendsToReaders(io, prepared.config));
  const problems = [
    ...(await runGate(prepared, finished)),
    ...(await checkOutside(finished, options, io)),
  ];

  tellCi(io, {
    outputs: { ...editionOutputs(prepared), ...countBySeverity(problems) },
    summary: problemSummary(prepared.edition.id, problems),
  });
  const format = options.json === true ? 'json' : (options.format ?? 'text');
  report(prepared.edition.id, problems, format, io);
  return hasErrors(problems) ? EXIT.failed : EXIT.done;
}

function report(edition: string, problems: readonly Problem[], format: string, io: Io): void {
  const counts = countBySeverity(problems);
  if (format === 'json') {
    io.out(JSON.stringify({ edition, ...counts, problems }));
    return;
  }
  if (problems.length > 0)
    io.out(format === 'github' ? formatGithub(problems) : formatProblems(problems));
  io.note(signed(counts.errors > 0 ? 'error' : 'done', `${edition}: ${countsInWords(counts)}`));
}
