/** Outputs and summaries for GitHub Actions, in the files that the job names. */
import { appendFileSync } from 'node:fs';
import type { Environment } from '../../config/environment.ts';
import type { Io } from '../io.ts';
import { marked } from '../style.ts';

/** What later steps of a job read, by name. */
export type Outputs = Readonly<Record<string, string | number>>;

export interface Told {
  readonly outputs?: Outputs;
  /** Markdown; what others wrote in it must have gone through `cell`. */
  readonly summary?: string;
}

const FILES = ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'] as const;

/** Controls, halves of pairs, line ends of Unicode, and what turns the direction of all that follows. */
const UNRULY = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu;
/** What Markdown, or GitHub in it, would take for more than a character. */
const MARKUP = /[\\`*_~[\]()!#@:.$]/g;
const ENTITIES = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['|', '&#124;'],
] as const;
/** Of one cell, in characters: the whole summary of a step may have a megabyte. */
const LONGEST = 400;

/**
 * Appends to the files that GITHUB_OUTPUT and GITHUB_STEP_SUMMARY name; nothing if they are not
 * set. A file that cannot be written is noted: what was sent stays sent.
 */
export function tellCi(
  { env, note, redact }: Pick<Io, 'env' | 'note' | 'redact'>,
  { outputs, summary }: Told,
): void {
  const lines = Object.entries(outputs ?? {}).map(([name, value]) => `${name}=${oneLine(value)}\n`);
  append('GITHUB_OUTPUT', lines.join(''));
  append('GITHUB_STEP_SUMMARY', summary === undefined ? '' : `${summary}\n\n`);

  function append(variable: (typeof FILES)[number], text: string): void {
    const file = fileOf(env, variable);
    if (file === undefined || text === '') return;
    try {
      appendFileSync(file, redact(text));
    } catch (error) {
      const { code = String(error) } = error as NodeJS.ErrnoException;
      note(marked('warning', `Can't write the file that ${variable} names: ${code}`));
    }
  }
}

/** Returns whether the job reads outputs or a summary. */
export function ciListens({ env }: Pick<Io, 'env'>): boolean {
  return FILES.some((variable) => fileOf(env, variable) !== undefined);
}

function fileOf(env: Environment, variable: string): string | undefined {
  const file = env[variable] ?? '';
  return file === '' ? undefined : file;
}

/** Returns a value that can't start a new line. */
function oneLine(value: string | number): string {
  return String(value).replace(UNRULY, ' ').trim();
}

/**
 * Returns a stranger's text as a cell of a Markdown table: one line, shown as it is, and no markup.
 */
export function cell(text: string | number): string {
  const characters = Array.from(oneLine(text));
  const cut = characters.length > LONGEST;
  const shown = cut ? `${characters.slice(0, LONGEST).join('')}…` : characters.join('');
  const marked = shown.replace(MARKUP, '\\$&');
  return ENTITIES.reduce((cells, [from, to]) => cells.replaceAll(from, to), marked);
}

/** Returns a Markdown table of cells that are ready. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
