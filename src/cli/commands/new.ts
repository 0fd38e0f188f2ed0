import type { Command } from 'commander';
import type { Draft } from '../../app/new/draft.ts';
import type { StoryFacts } from '../../app/new/facts.ts';
import type { SavedDraft } from '../../app/new/save.ts';
import { valueOf } from '../../app/problems-error.ts';
import { openWorkspace } from '../../app/workspace.ts';
import { plural, shorten } from '../../base/format.ts';
import { printable } from '../../base/printable.ts';
import { UserError } from '../../base/user-error.ts';
import { EXIT, type Io } from '../io.ts';
import { CONTENT, JSON_OPTION, type RunCommand } from '../options.ts';
import { present, type Presenter } from '../present.ts';
import { formatProblems } from '../problems.ts';
import { marked, styled } from '../style.ts';

export interface NewOptions {
  readonly content?: string;
  readonly date?: string;
  readonly into?: string;
  readonly asIs?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly allowPrivate?: boolean;
  readonly json?: boolean;
}

/** A stream of bytes; `isTTY` if a person types them. */
export type Input = AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };

/** Adds `broadsheet new` to the program. */
export function addNew(program: Command, run: RunCommand): void {
  program
    .command('new')
    .description(
      'create an edition from a story: show what was read of it, then write a file in content/',
    )
    .argument(
      '[source]',
      'a text, Markdown, HTML or Word file, a URL, or - for standard input (default: paste the text)',
    )
    .option('--date <date>', "the edition's date, such as 2023-06-14 (default: today)")
    .option('--into <edition>', 'add the story to this edition instead of creating one')
    .option('--as-is', 'keep the bytes of a text or Markdown file instead of writing Markdown')
    .option('--dry-run', 'show what was read and write nothing')
    .option('-y, --yes', 'write without asking')
    .option('--allow-private', 'fetch pages of private networks too, such as your staging site')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((source: string | undefined, options: NewOptions) =>
      run((io) => newEdition(source, options, io, process.stdin)),
    );
}

/** What the command reports: what was read, and what was written of it. */
interface Report {
  readonly facts: StoryFacts;
  readonly draft: Draft;
  readonly saved?: SavedDraft;
}

/** Creates an edition from a story. Returns the exit code. */
export async function newEdition(
  source: string | undefined,
  options: NewOptions,
  io: Io,
  stdin: Input,
): Promise<number> {
  const { dryRun = false, asIs, into, allowPrivate = false, json = false } = options;
  if (asIs === true && dryRun)
    throw new UserError('--dry-run writes nothing.', 'Leave out --as-is.');
  const isPasted = source === undefined || source === '-';
  if (isPasted && stdin.isTTY === true) {
    io.note('Paste the text, then press Ctrl-D on an empty line.');
  }
  const workspace = openWorkspace(io, options.content);
  const { loadConfig } = await import('../../config/load.ts');
  const { locale } = await loadConfig(workspace.root);
  const { openSource } = await import('../../app/new/open-source.ts');
  const opened = await openSource(source, { folder: io.cwd, stdin, allowPrivate });
  const { readDraft } = await import('../../app/new/draft.ts');
  const draft = valueOf(await readDraft(workspace, opened, { date: options.date }));
  const { storyFacts } = await import('../../app/new/facts.ts');
  const facts = storyFacts(draft, locale);
  if (draft.notes.length > 0) io.note(formatProblems(draft.notes));

  const asks = !dryRun && !json && options.yes !== true && !isPasted && io.interactive();
  if (asks) for (const line of shownFacts(facts)) io.out(line);
  if (dryRun || (asks && !(await confirmed(draft, into)))) {
    if (asks) io.note('Nothing was written.');
    return asks ? EXIT.done : present({ facts, draft }, PRESENTER, options, io);
  }
  const { saveDraft } = await import('../../app/new/save.ts');
  const saved = await saveDraft(workspace, draft, { asIs, into, allowPrivate });
  if (saved.problems.length > 0) io.note(formatProblems(saved.problems));
  return present({ facts, draft, saved }, asks ? WRITTEN : PRESENTER, options, io);
}

async function confirmed(draft: Draft, into: string | undefined): Promise<boolean> {
  const { confirm } = await import('@clack/prompts');
  const message =
    into === undefined ? `Create the edition ${draft.edition.id}?` : `Add it to ${into}?`;
  return (await confirm({ message, output: process.stderr })) === true;
}

const PRESENTER: Presenter<Report> = {
  exitCode: () => EXIT.done,
  json: ({ facts, draft, saved }) => ({
    ...facts,
    ...(saved && {
      edition: saved.edition,
      date: draft.edition.date,
      file: saved.file,
      pictures: saved.pictures,
    }),
  }),
  text: (report) => [...shownFacts(report.facts), ...WRITTEN.text(report)],
};

const WRITTEN: Presenter<Report> = {
  ...PRESENTER,
  text: ({ saved }) =>
    saved === undefined
      ? []
      : [
          '',
          marked('done', `Wrote ${saved.file}`),
          ...saved.pictures.map((file) => `  Picture: ${file}`),
          ...(saved.undescribed === 0 ? [] : [describe(saved.undescribed)]),
          `  Preview it:  npx broadsheet preview ${saved.edition}`,
        ],
};

function describe(count: number): string {
  return `  Write an alternative text (“alt”) for ${plural(count, 'picture')} before you send it.`;
}

const WIDTH = 100;

/** Returns what was read of a source, as a person compares it with the source. */
function shownFacts(facts: StoryFacts): readonly string[] {
  const { keyPoints, keyPointsHeading, image, images, blocks, leftOut, words } = facts;
  const paragraphs = blocks.filter(({ kind }) => kind === 'paragraph').map(({ text }) => text);
  const picture = image && [image.caption ?? image.alt, image.credit && `(${image.credit})`];
  const rows: readonly (readonly [string, string | null | undefined])[] = [
    ['Section', facts.section],
    ['Headline', facts.headline],
    ['Dek', facts.dek],
    ['Byline', facts.byline],
    ['Dateline', facts.dateline],
    ['Key points', keyPoints.length === 0 ? null : (keyPointsHeading ?? 'without a heading')],
    ...keyPoints.map((point): [string, string] => ['', `• ${point}`]),
    ['Photo', picture?.filter((part) => part !== null).join(' ')],
    ['Story', countsOf(blocks, images)],
    ['Begins', paragraphs[0]],
    ['Ends', paragraphs.length > 1 ? paragraphs.at(-1) : null],
    ['Credits', facts.contributors.join(' ')],
    ['Subject', facts.subject],
    ['Preheader', facts.preheader],
    ['Source', facts.source],
    ['Words', `${words.taken} of ${words.found} taken`],
  ];
  return [
    ...rows.flatMap(([label, text]) => (text ? [row(label, text)] : [])),
    ...(leftOut.length === 0 ? [] : ['', `Left out (${plural(leftOut.length, 'line')}):`]),
    ...leftOut.map(({ line, text, reason }) => {
      const words = printable(shorten(text, WIDTH));
      return `  ${String(line).padStart(4)}  ${words} ${styled('dim', `(${reason})`)}`;
    }),
  ];
}

function row(label: string, text: string): string {
  return `${styled('dim', label.padEnd(11))} ${printable(shorten(text, WIDTH))}`;
}

const NOUNS = ['paragraph', 'heading', 'quote', 'list', 'table'] as const;

function countsOf(blocks: StoryFacts['blocks'], images: number): string {
  const counts = NOUNS.map((kind) => ({
    noun: kind,
    count: blocks.filter((block) => block.kind === kind).length,
  }));
  return [...counts, { noun: 'picture', count: images }]
    .filter(({ count }) => count > 0)
    .map(({ noun, count }) => plural(count, noun))
    .join(', ');
}
