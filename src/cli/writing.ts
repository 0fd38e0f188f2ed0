import { Option, type Command } from 'commander';
import { CONTENT, JSON_OPTION, type Run } from './options.ts';

/** The commands between an empty folder and a letter that may go out. */
export function addWriting(cli: Command, run: Run): void {
  addBeginnings(cli, run);
  addBuilding(cli, run);
  addPreview(cli, run);
  addApproval(cli, run);
}

function addBeginnings(cli: Command, run: Run): void {
  cli
    .command('init')
    .description('make a working newsletter in a folder')
    .argument('[dir]', 'otherwise in this folder')
    .option('-y, --yes', 'take example values instead of asking')
    .option('--name <name>', 'what the newsletter is called')
    .option('--from <address>', 'the address it comes from')
    .option('--postal-address <address>', 'the postal address of its sender')
    .option('--templates', 'copy the themes too, to change them')
    .addOption(new Option('--ci <kind>', 'write workflows too').choices(['github', 'gitlab']))
    .option(...JSON_OPTION)
    .action((dir: string | undefined, options: object) =>
      run(async (io) =>
        (await import('./commands/init.ts')).init(dir, options, io, cli.version() ?? ''),
      ),
    );
  cli
    .command('new')
    .description('make an edition of an article: a file of content/, named by date and headline')
    .argument('[file]', 'a text file; otherwise what is pasted, or comes on standard input (-)')
    .option('--date <date>', "the edition's date, such as 2023-06-14; otherwise today")
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((file: string | undefined, options: object) =>
      run(async (io) =>
        (await import('./commands/new.ts')).newEdition(file, options, io, process.stdin),
      ),
    );
}

function addBuilding(cli: Command, run: Run): void {
  cli
    .command('build')
    .description('write the letter of an edition to dist/<edition>/')
    .argument('[edition]', 'its id; otherwise the newest that is not in the future')
    .option('--screenshots', 'also show it in a browser: light, dark and without pictures')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: object) =>
      run(async (io) => (await import('./commands/build.ts')).build(edition, options, io)),
    );

  cli
    .command('check')
    .description('look for everything that is wrong with the letter; the exit code is the answer')
    .argument('[edition]', 'its id; otherwise the newest that is not in the future')
    .addOption(
      new Option('--format <format>', 'how problems are told').choices(['text', 'json', 'github']),
    )
    .option('--online', 'ask for every page and picture that the letter links to')
    .option('--browser', 'look at it in a real browser, at three widths and in dark modes')
    .option('--spam', 'ask SpamAssassin, where it is installed')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: object) =>
      run(async (io) => (await import('./commands/check.ts')).check(edition, options, io)),
    );
}

function addPreview(cli: Command, run: Run): void {
  cli
    .command('preview')
    .description('open the studio: the letter as every reader sees it, live while you write')
    .argument('[edition]', 'the one to open first; otherwise the list of them')
    .option('--port <port>', 'listen there; otherwise on 4600, or a free one')
    .option('--host <host>', 'let other devices in, such as a phone: 0.0.0.0')
    .option('--online', 'fetch the remote pictures of a letter')
    .option('--export <dir>', 'write the pages of an edition as files instead')
    .option(...CONTENT)
    .action((edition: string | undefined, options: object) =>
      run(async (io) => (await import('./commands/preview.ts')).preview(edition, options, io)),
    );
}

function addApproval(cli: Command, run: Run): void {
  cli
    .command('approve')
    .description('record that the letter may go out as it is now, in a file to commit')
    .argument('[edition]', 'its id; otherwise the newest that is not in the future')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: object) =>
      run(async (io) => (await import('./commands/approve.ts')).approve(edition, options, io)),
    );
  cli
    .command('diff')
    .description('compare the letter with the approved one; the exit code says if it is the same')
    .argument('[edition]', 'its id; otherwise the newest that is not in the future')
    .option('--against <revision>', 'compare it with the letter of a git revision instead')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: object) =>
      run(async (io) => (await import('./commands/diff.ts')).diff(edition, options, io)),
    );
}
