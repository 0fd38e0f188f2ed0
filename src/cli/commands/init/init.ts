import { Option, type Command } from 'commander';
import type { InitResult } from '../../../app/init/init.ts';
import type { Answers } from '../../../app/init/starter-files.ts';
import type { CiKind } from '../../../app/init/workflows.ts';
import { EXIT, type Io } from '../../io.ts';
import { JSON_OPTION, type RunCommand } from '../../options.ts';
import { present, type Presenter } from '../../present.ts';
import { marked } from '../../style.ts';

export type InitOptions = Partial<Answers> & {
  readonly yes?: boolean;
  readonly templates?: boolean;
  /** Writes the workflows too, or only them if the folder has a newsletter. */
  readonly ci?: CiKind;
  readonly json?: boolean;
};

/** Adds `broadsheet init` to the program. */
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
    .action((dir: string | undefined, options: InitOptions) => run((io) => init(dir, options, io)));
}

/** Creates a newsletter. Returns the exit code. */
async function init(folder: string | undefined, options: InitOptions, io: Io): Promise<number> {
  const { initNewsletter } = await import('../../../app/init/init.ts');
  const { templates = false, ci } = options;
  const result = await initNewsletter(io, {
    folder,
    templates,
    ...(ci && { ci }),
    answers: async () => (await import('./ask.ts')).collectAnswers(options, io),
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
      aboutBrowser(result.browser),
    ];
  },
};

type Created = Extract<InitResult, { kind: 'newsletter' }>;

function nextCommands(created: Created): readonly string[] {
  return [...installCommands(created), 'npx broadsheet preview', 'npx broadsheet send'];
}

/** A package.json that was there before does not name what the newsletter needs. */
function installCommands({ kept, program, node }: Created): readonly string[] {
  if (!kept.includes('package.json') || program === undefined) return ['npm install'];
  return [
    `npm install ${program}`,
    ...(node === undefined ? [] : [`npm install --save-dev ${node}`]),
  ];
}

function aboutBrowser(browser: Created['browser']): string {
  const options = '`check --browser` and `build --screenshots`';
  return 'path' in browser
    ? `${options} use ${browser.path}.`
    : `${options} need a browser. ${browser.remedy}`;
}
