import { Option, type Command } from 'commander';
import { answerFault, QUESTIONS, type Question } from '../../app/init/answers.ts';
import type { InitResult } from '../../app/init/init.ts';
import type { Answers } from '../../app/init/starter-files.ts';
import type { CiKind } from '../../app/init/workflows.ts';
import { UserError } from '../../base/user-error.ts';
import { EXIT, type Io } from '../io.ts';
import { JSON_OPTION, type RunCommand } from '../options.ts';
import { present, type Presenter } from '../present.ts';
import { marked } from '../style.ts';

export type InitOptions = Partial<Answers> & {
  readonly yes?: boolean;
  readonly templates?: boolean;
  /** Writes the workflows too; where there is a newsletter, only them. */
  readonly ci?: CiKind;
  readonly json?: boolean;
};

export function addInit(program: Command, run: RunCommand): void {
  program
    .command('init')
    .description('create a working newsletter')
    .argument('[dir]', 'folder to create it in (default: this folder)')
    .option('-y, --yes', 'use example values instead of asking')
    .option('--name <name>', 'name of the newsletter')
    .option('--from <address>', 'sender address')
    .option('--postal-address <address>', 'postal address of the sender')
    .option('--templates', 'copy the themes too, to change them')
    .addOption(new Option('--ci <kind>', 'write CI workflows too').choices(['github', 'gitlab']))
    .option(...JSON_OPTION)
    .action((dir: string | undefined, options: InitOptions) =>
      run((io) => init(dir, options, io, program.version() ?? '')),
    );
}

/** Creates a newsletter; `version` is that of this program. Returns the exit code. */
export async function init(
  folder: string | undefined,
  options: InitOptions,
  io: Io,
  version: string,
): Promise<number> {
  const { initNewsletter } = await import('../../app/init/init.ts');
  const { templates = false, ci } = options;
  const result = await initNewsletter(io, {
    folder,
    templates,
    version,
    ...(ci && { ci }),
    answers: () => collectAnswers(options, io),
  });
  if (result.kind === 'declined') {
    io.note('Nothing was written.');
    return EXIT.done;
  }
  if (options.json !== true) {
    for (const file of result.kept) {
      io.note(marked('note', `${file} exists already and was not changed.`));
    }
  }
  return present(result, PRESENTER, options, io);
}

const PRESENTER: Presenter<Exclude<InitResult, { kind: 'declined' }>> = {
  exitCode: () => EXIT.done,
  json: (result) => {
    const { written, kept } = result;
    if (result.kind === 'workflows') return { written, kept };
    return { folder: result.folder || '.', written, kept, next: nextCommands(result) };
  },
  text: (result) => {
    if (result.kind === 'workflows') {
      return result.written.map((file) => marked('done', `Wrote ${file}`));
    }
    return [
      marked('done', `Created a newsletter in ${result.folder || 'this folder'}:`),
      ...result.written.map((file) => `  ${file}`),
      '\nNext:',
      ...(result.folder === '' ? [] : [`  cd ${result.folder}`]),
      ...nextCommands(result).map((command) => `  ${command}`),
      '\nLetters go to a mailbox on this machine until you set SMTP_URL (see .env.example).',
    ];
  },
};

function nextCommands({ kept }: { readonly kept: readonly string[] }): readonly string[] {
  const install = kept.includes('package.json') ? 'npm install broadsheet' : 'npm install';
  return [install, 'npx broadsheet preview', 'npx broadsheet send'];
}

/**
 * Returns what the options answer, and for the rest example values or what a person answers;
 * undefined where the person leaves. Throws UserError where an answer is missing or wrong.
 */
async function collectAnswers(options: InitOptions, io: Io): Promise<Answers | undefined> {
  const answers: Partial<Record<keyof Answers, string>> = {};
  for (const question of QUESTIONS) {
    const given = options[question.key];
    const answer =
      given === undefined ? await ask(question, options, io) : checked(question, given);
    if (answer === undefined) return undefined;
    answers[question.key] = answer.trim();
  }
  return answers as Answers;
}

function checked({ key, option }: Question, given: string): string {
  const fault = answerFault(key, given);
  if (fault === undefined) return given;
  throw new UserError(`${option}: ${fault}.`, 'Nothing was written.');
}

async function ask(
  { key, message, example }: Question,
  { yes }: InitOptions,
  { interactive }: Io,
): Promise<string | undefined> {
  if (yes === true) return example;
  if (!interactive) {
    const options = QUESTIONS.map(({ option }) => option).join(', ');
    throw new UserError(
      "Can't ask for the newsletter's name and sender: this is not an interactive terminal.",
      `Pass --yes to use example values, or set ${options}.`,
    );
  }
  const { isCancel, text } = await import('@clack/prompts');
  const validate = (value: string | undefined) => answerFault(key, value ?? '');
  const answer = await text({ message, placeholder: example, validate, output: process.stderr });
  return isCancel(answer) ? undefined : answer;
}
