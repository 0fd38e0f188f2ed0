import type { Command } from 'commander';
import type { NewEdition } from '../../app/new-edition.ts';
import { openWorkspace } from '../../app/workspace.ts';
import { plural } from '../../base/format.ts';
import { printable } from '../../base/printable.ts';
import { EXIT, type Io } from '../io.ts';
import { CONTENT, JSON_OPTION, type RunCommand } from '../options.ts';
import { present, type Presenter } from '../present.ts';
import { formatProblems } from '../problems.ts';
import { marked } from '../style.ts';

export interface NewOptions {
  readonly content?: string;
  readonly date?: string;
  readonly json?: boolean;
}

/** A stream of bytes; `isTTY` if a person types them. */
export type Input = AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };

export function addNew(program: Command, run: RunCommand): void {
  program
    .command('new')
    .description(
      'create an edition from an article: a file in content/, named by date and headline',
    )
    .argument('[file]', 'a text file, or - for standard input (default: paste the article)')
    .option('--date <date>', "the edition's date, such as 2023-06-14 (default: today)")
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((file: string | undefined, options: NewOptions) =>
      run((io) => newEdition(file, options, io, process.stdin)),
    );
}

/** Creates an edition from an article. Returns the exit code. */
export async function newEdition(
  file: string | undefined,
  options: NewOptions,
  io: Io,
  stdin: Input,
): Promise<number> {
  const { createEdition } = await import('../../app/new-edition.ts');
  const { readFileSource, readInput } = await import('../../app/read-source.ts');
  const read = () => {
    if (file !== undefined && file !== '-') return readFileSource(file, io.cwd);
    if (stdin.isTTY === true) io.note('Paste the article, then press Ctrl-D on an empty line.');
    return readInput(stdin);
  };
  const created = await createEdition(openWorkspace(io, options.content), read, options.date);
  if (created.notes.length > 0) io.note(formatProblems(created.notes));
  return present(created, PRESENTER, options, io);
}

const PRESENTER: Presenter<NewEdition> = {
  exitCode: () => EXIT.done,
  json: ({ file, edition }) => {
    const { id, date, subject, preheader, wordCount, readingMinutes, lead } = edition;
    const { headline, section, keyPoints } = lead;
    const counts = { keyPoints: keyPoints.length, words: wordCount, readingMinutes };
    return { edition: id, date, file, section, headline, subject, preheader, ...counts };
  },
  text: ({ file, edition: { id, lead, wordCount, readingMinutes } }) => {
    const { length } = lead.keyPoints;
    const points = length === 0 ? 'no key points' : plural(length, 'key point');
    return [
      marked('done', `Wrote ${file}`),
      `  Headline: ${printable(lead.headline)}`,
      `  ${points}, ${plural(wordCount, 'word')}, ${readingMinutes} min read`,
      `  Preview it:  npx broadsheet preview ${id}`,
    ];
  },
};
