import type { Command } from 'commander';
import type { DoctorOptions } from '../../app/doctor.ts';
import { openWorkspace } from '../../app/workspace.ts';
import { printable } from '../../base/printable.ts';
import type { DoctorFinding } from '../../doctor/finding.ts';
import { EXIT, type Io } from '../io.ts';
import { JSON_OPTION, type RunCommand } from '../options.ts';
import { present, type Presenter } from '../present.ts';
import { countBySeverity, countsInWords } from '../problems.ts';
import { marked, styled } from '../style.ts';

type DoctorFlags = DoctorOptions & { readonly json?: boolean };

/** Adds `broadsheet doctor` to the program. */
export function addDoctor(program: Command, run: RunCommand): void {
  program
    .command('doctor')
    .description('find what would stop a sending: config, database, server, DNS; sends nothing')
    .option('--online', 'request the site and the unsubscribe URL too; this unsubscribes nobody')
    .option('--dns <server>', 'query this DNS server, an IP address, instead of the system’s')
    .option(...JSON_OPTION)
    .action((options: DoctorFlags) => run((io) => doctor(options, io)));
}

/** Examines what sending needs. Returns the exit code. */
async function doctor(options: DoctorFlags, io: Io): Promise<number> {
  const { examineNewsletter } = await import('../../app/doctor.ts');
  const progress = (text: string) => {
    if (io.interactive()) io.draw(text);
  };
  const findings: DoctorFinding[] = [];
  const examined = examineNewsletter(openWorkspace(io), options, (part) => {
    progress(`Checking ${part} …`);
  });
  for await (const found of examined) {
    progress('');
    if (options.json !== true) io.out(formatFinding(found));
    findings.push(found);
  }
  progress('');
  const exit = present(findings, PRESENTER, options, io);
  if (options.json !== true) {
    const counts = countsInWords(countBySeverity(findings));
    io.note(marked(exit === EXIT.done ? 'done' : 'error', counts));
  }
  return exit;
}

const PRESENTER: Presenter<readonly DoctorFinding[]> = {
  exitCode: (findings) => (countBySeverity(findings).errors > 0 ? EXIT.failed : EXIT.done),
  json: (findings) => ({ ...countBySeverity(findings), findings }),
  // Each finding was written when it came.
  text: () => [],
};

function formatFinding(found: DoctorFinding): string {
  if (found.severity === 'done') return marked('done', printable(found.message));
  const message = `${printable(found.message)} ${styled('dim', `(${found.code})`)}`;
  return `${marked(found.severity, message)}\n  ${printable(found.remedy)}`;
}
