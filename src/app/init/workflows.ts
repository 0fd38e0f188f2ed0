import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../base/program.ts';
import { writeNew } from '../write-new.ts';

/** Where CI runs. */

export type CiKind = 'github' | 'gitlab';

/** This project's own files: those that are written are the same, with other times. */
const FILES: Readonly<Record<CiKind, readonly string[]>> = {
  github: ['.github/workflows/check.yml', '.github/workflows/send.yml'],
  gitlab: ['.gitlab-ci.yml'],
};

/** Each cron line in them, with the text around it. */
const CRON_LINES = /(?:^( *- cron: '|# {2,})[-\d*,/ ]+('?)\n)+/gm;
const CRON = /^[-\d*,/]+(?: [-\d*,/]+){4}$/;

/**
 * Writes the workflows of a newsletter into its folder, sending at the times that cron lines (in
 * UTC, five fields) name; a file that is there is kept as it is. The files, as paths in
 * the folder. Throws UserError if one can't be written.
 */
export function writeWorkflows(
  folder: string,
  kind: CiKind,
  cron: readonly string[],
): { readonly written: readonly string[]; readonly kept: readonly string[] } {
  const bad = cron.length === 0 ? 'none' : cron.find((line) => !CRON.test(line));
  if (bad !== undefined) throw new Error(`No line of cron: ${bad}`);
  const files = FILES[kind];
  const written = files.filter((file) => writeNew(join(folder, file), workflow(file, cron)));
  return { written, kept: files.filter((file) => !written.includes(file)) };
}

function workflow(file: string, cron: readonly string[]): string {
  const source = readFileSync(join(packageFolder(), file), 'utf8');
  return source.replace(CRON_LINES, (_, before: string, after: string) =>
    cron.map((line) => `${before}${line}${after}\n`).join(''),
  );
}
