/** What people see, as snapshots: on a terminal, in a pipe, with and without colours. */
import { beforeAll, describe, expect, test } from 'vitest';
import {
  makeNewsletter,
  SAMPLE_ID as ID,
  SAMPLE_LIST,
  type Newsletter,
} from '../support/newsletter.ts';
import { scripted } from '../support/test-servers.ts';

const DAY_AFTER = new Date('2023-06-15T10:00:00Z');
const COMMANDS = [
  'init',
  'new',
  'build',
  'check',
  'preview',
  'approve',
  'diff',
  'send',
  'schedule',
  'status',
  'subscribers',
  'subscribers import',
  'subscribers list',
  'subscribers count',
  ...['add', 'search', 'show', 'stats', 'export'].map((name) => `subscribers ${name}`),
  ...['remove', 'suppress', 'restore', 'forget'].map((name) => `subscribers ${name}`),
  'mailbox',
  'mailbox list',
  'mailbox show',
  'migrate',
  'serve',
  'doctor',
];

/** The five ways in which the streams of a command differ. */
const STREAMS = {
  'a terminal': { terminal: 80, env: { TERM: 'xterm-256color' } },
  'a terminal of 60 columns': { terminal: 60, env: { TERM: 'xterm-256color' } },
  'a terminal with NO_COLOR': {
    terminal: 80,
    env: { TERM: 'xterm-256color', NO_COLOR: '1' },
  },
  'a pipe': { env: {} },
  'a pipe with FORCE_COLOR': { env: { FORCE_COLOR: '1' } },
} as const;

type Streams = (typeof STREAMS)[keyof typeof STREAMS];

let newsletter: Newsletter;
beforeAll(() => {
  newsletter = makeNewsletter();
});

/** Both streams of a command as a document in which escapes can be read. */
async function screenOf(
  args: readonly string[],
  streams: Streams = STREAMS['a pipe'],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const circumstances = {
    time: DAY_AFTER,
    ...('terminal' in streams && { terminal: streams.terminal }),
  };
  const ran = await newsletter.run(args, { ...streams.env, ...env }, circumstances);
  const said = [`$ broadsheet ${args.join(' ')}`, ran.stderr, '--- stdout', ran.stdout];
  return `${said
    .join('\n')
    .replaceAll('\u001b', '␛')
    .replace(/:\d{5}\b/g, ':PORT')}exit ${ran.code ?? ''}`;
}

describe('the help', () => {
  test('of the program names every command, the environment and the exit codes', async () => {
    expect(await screenOf(['--help'])).toMatchSnapshot();
  });

  test.each(COMMANDS)('of %s explains its options', async (command) => {
    expect(await screenOf([...command.split(' '), '--help'])).toMatchSnapshot();
  });

  test('fits a terminal of 60 columns', async () => {
    const narrow = await screenOf(['send', '--help'], STREAMS['a terminal of 60 columns']);
    expect(narrow).toMatchSnapshot();
  });

  test('is named where the arguments are wrong', async () => {
    expect(await screenOf(['sned'])).toMatchSnapshot();
  });
});

describe.each(Object.keys(STREAMS) as (keyof typeof STREAMS)[])('on %s', (name) => {
  const streams = STREAMS[name];

  test('the first build and send end with where to look', async () => {
    const before = newsletter;
    newsletter = makeNewsletter();
    try {
      expect(await screenOf(['build'], streams)).toMatchSnapshot('the first build');
      expect(timeless(await screenOf(['send'], streams))).toMatchSnapshot('the first send');
      expect(await screenOf(['send'], streams)).toMatchSnapshot('the second send');
      expect(await screenOf(['status'], streams)).toMatchSnapshot('the status');
    } finally {
      newsletter = before;
    }
  });

  test('a failed check names each problem with its place and remedy', async () => {
    newsletter.write(
      `content/2023-06-15-placeholder.txt`,
      'A headline\n\nLorem ipsum dolor TODO.\n',
    );
    expect(await screenOf(['check'], streams)).toMatchSnapshot();
    expect(await screenOf(['send'], streams)).toMatchSnapshot('the send that it stops');
  });

  test('an article without a story is an error with its file', async () => {
    newsletter.write(`content/2023-06-13-empty.txt`, 'A headline\n');
    expect(await screenOf(['build', '2023-06-13-empty'], streams)).toMatchSnapshot();
  });

  test('a paused run says why, and how to continue', async () => {
    const server = await scripted({
      script: ({ step }) => (step === 'mail' ? { reply: '550 5.7.1 Not from you' } : undefined),
    });
    await newsletter.run(['subscribers', 'import', SAMPLE_LIST]);
    const env = { SMTP_URL: server.url };
    const paused = await screenOf(['send', ID, '--yes'], streams, env);
    expect(timeless(paused)).toMatchSnapshot();
  });
});

/** Without what depends on the speed of the machine. */
function timeless(screen: string): string {
  return screen
    .replace(/ in \d+:\d\d, [\d.,]+ per second/g, '')
    .replace(/^[^\n]*\r␛\[2K/gm, '')
    .replace(/^ {2}\d+ of \d+ letters \(\d+%\).*\n/gm, '');
}
