import { readFileSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Io } from '../../../src/cli/io.ts';
import { sendDue } from '../../../src/cli/commands/send/due.ts';
import { send } from '../../../src/cli/commands/send/run.ts';
import type { SendOptions } from '../../../src/cli/commands/send/text.ts';
import { UserError } from '../../../src/base/user-error.ts';
import type { Ran } from '../../support/newsletter.ts';
import { useDesk } from '../../support/schedule-desk.ts';
import { sink } from '../../support/test-servers.ts';

const desk = useDesk();

const DAILY = "schedule: { at: '06:00' }";

/** What a job runs. */
function job(time: string, options: SendOptions = {}, env?: Io['env']) {
  return desk().at(time, (io) => sendDue(undefined, { due: true, ...options }, io), env);
}

const readers = (id: string) => desk().readers(`Headline of ${id}`);

describe('send --due', () => {
  test('sends nothing before the time, names the next time, and succeeds', async () => {
    desk().newsletter.configure(DAILY);
    desk().edition('2023-06-14-one');
    const { code, stdout } = await job('2023-06-14T09:59Z');
    expect(code).toBe(0);
    expect(stdout.split('\n')).toHaveLength(1);
    expect(stdout).toContain(
      'Nothing is due. Next: 2023-06-14-one, at 2023-06-14 06:00 America/New_York',
    );
    expect(desk().sink.letters).toHaveLength(0);
  });

  test('sends an edition once, however often the job runs', async () => {
    desk().newsletter.configure(DAILY);
    desk().edition('2023-06-14-one');
    expect((await job('2023-06-14T10:00Z')).code).toBe(0);
    const again = await job('2023-06-14T10:00Z');
    expect(again).toMatchObject({ code: 0 });
    expect(again.stdout).toContain('Nothing is due. No later edition is scheduled.');
    expect(readers('2023-06-14-one')).toEqual(['ada@example.com']);
  });

  test('sends the oldest edition first, whatever the editions are called', async () => {
    desk().newsletter.configure(DAILY);
    desk().edition('2023-06-14-one', 'send: 2023-06-14 08:00');
    desk().edition('2023-06-14-two', 'send: 2023-06-14 07:00');
    desk().edition('2023-06-14-three');
    const { code, stdout } = await job('2023-06-14T12:30Z');
    expect(code).toBe(0);
    expect(stdout.match(/Sent (\S+)/g)).toEqual([
      'Sent 2023-06-14-three',
      'Sent 2023-06-14-two',
      'Sent 2023-06-14-one',
    ]);
  });

  test('sends only the named edition', async () => {
    desk().newsletter.configure(DAILY);
    desk().edition('2023-06-14-one');
    desk().edition('2023-06-14-two');
    await desk().at('2023-06-14T10:00Z', (io) => sendDue('2023-06-14-two', { due: true }, io));
    expect(readers('2023-06-14-one')).toEqual([]);
    expect(readers('2023-06-14-two')).toEqual(['ada@example.com']);
  });

  test('sends nothing that has neither a schedule nor a time in its front matter', async () => {
    desk().edition('2023-06-14-one');
    desk().edition('2023-06-14-two', 'send: 2023-06-14 06:00');
    await job('2023-06-14T10:00Z');
    expect(readers('2023-06-14-one')).toEqual([]);
    expect(readers('2023-06-14-two')).toEqual(['ada@example.com']);
  });

  test('is an error with a remedy if nothing sets a time', async () => {
    desk().edition('2023-06-14-one');
    await expect(job('2023-06-14T10:00Z')).rejects.toThrow('none can ever be due');
    await expect(job('2023-06-14T10:00Z')).rejects.toBeInstanceOf(UserError);
  });

  test('gives a letter the time at which it is due as its Date', async () => {
    desk().edition('2023-06-14-one', 'send: 2023-06-14T14:30-04:00');
    await job('2023-06-14T18:30Z');
    expect(desk().sink.letters[0]?.raw.toString()).toContain(
      'Date: Wed, 14 Jun 2023 18:30:00 +0000\r\n',
    );
  });
});

describe('a late edition', () => {
  const late = (policy: string) =>
    `schedule: { at: '06:00', lateness: { hours: 2, policy: '${policy}' } }`;

  test('is missed, reported in each run, and never sent automatically', async () => {
    desk().newsletter.configure(late('hold'));
    desk().edition('2023-06-14-one');
    for (const time of ['2023-06-14T12:01Z', '2023-06-20T10:00Z']) {
      const { code, stdout } = await job(time);
      expect(code).toBe(1);
      expect(stdout).toContain('2023-06-14-one was due at 2023-06-14 06:00 America/New_York');
      expect(stdout).toContain('missed, too late to go out by itself');
      expect(stdout).toContain('broadsheet send 2023-06-14-one');
    }
    expect(desk().sink.letters).toHaveLength(0);
  });

  test('of an earlier day is not sent in the place of a file that looks like today’s edition', async () => {
    desk().newsletter.configure("schedule: { at: '06:00', lateness: { policy: 'send' } }");
    desk().edition('2023-06-13-one');
    desk().newsletter.write('content/2023-06-14 two.txt', 'A headline');
    const { code, stdout } = await job('2023-06-14T10:30Z');
    expect(code).toBe(2);
    expect(stdout).toContain('not sent, because a file above looks like a newer edition.');
    expect(stdout).not.toContain('schedule.lateness');
    expect(desk().sink.letters).toHaveLength(0);
  });

  test('does not hold up an edition that is due', async () => {
    desk().newsletter.configure(late('hold'));
    desk().edition('2023-06-13-old');
    desk().edition('2023-06-14-new');
    const { code, stdout } = await job('2023-06-14T10:00Z');
    expect(code).toBe(1);
    expect(stdout).toContain('2023-06-13-old was due');
    expect(readers('2023-06-14-new')).toEqual(['ada@example.com']);
  });

  test('is skipped with a line, which is not a failure', async () => {
    desk().newsletter.configure(late('skip'));
    desk().edition('2023-06-14-one');
    const { code, stdout } = await job('2023-06-14T12:01Z');
    expect(code).toBe(0);
    expect(stdout).toContain('skipped');
    expect(desk().sink.letters).toHaveLength(0);
  });

  test('is sent with a line', async () => {
    desk().newsletter.configure(late('send'));
    desk().edition('2023-06-14-one');
    const { code, stdout } = await job('2023-06-15T09:00Z');
    expect(code).toBe(0);
    expect(stdout).toContain('23 h 0 min ago: sending it anyway');
    expect(readers('2023-06-14-one')).toEqual(['ada@example.com']);
  });

  test('is not mentioned after a week', async () => {
    desk().newsletter.configure(late('hold'));
    desk().edition('2023-06-14-one');
    const { code, stdout } = await job('2023-06-21T10:01Z');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\S+ Nothing is due/);
  });

  test('is finished if its run started in time', async () => {
    desk().newsletter.configure(late('hold'));
    await desk().subscribe('email\nada@example.com\nbob@example.com\n');
    desk().edition('2023-06-14-one');
    const stopped = new AbortController();
    const cut = await desk().at('2023-06-14T10:00Z', (io) =>
      send(
        '2023-06-14-one',
        { yes: true },
        {
          ...io,
          stopSignal: () => {
            stopped.abort();
            return stopped.signal;
          },
        },
      ),
    );
    expect(cut.code).toBe(75);
    desk().edition('2023-06-13-older', 'send: 2023-06-14 12:00');
    const { code, stdout } = await job('2023-06-14T17:00Z');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /Continuing 2023-06-14-one[^]*Sent 2023-06-14-one[^]*Sent 2023-06-13-older/,
    );
    expect(readers('2023-06-14-one')).toHaveLength(2);
  });
});

describe('a job with an error', () => {
  test.each([
    ['2023-02-30 06:00', '2023-02-30 06:00 does not exist'],
    ['2023-06-14T06:00[Europe/Berlim]', 'unknown time zone Europe/Berlim'],
    ['2023-03-12 02:30', 'does not exist in America/New_York'],
    ['2023-11-05 01:30', 'occurs twice in America/New_York'],
  ])('in "send: %s" reports file and line, and does not send the edition', async (time, words) => {
    desk().edition('2023-06-14-one', `subject: Talks\nsend: ${time}`);
    const { code, stderr } = await job('2023-06-14T10:00Z');
    expect(code).toBe(2);
    expect(stderr).toContain('content/2023-06-14-one.txt:3: The send time is invalid');
    expect(stderr).toContain(words);
    expect(desk().sink.letters).toHaveLength(0);
  });

  test('in one edition sends the others, and exits with 2', async () => {
    desk().newsletter.configure(DAILY);
    desk().edition('2023-06-14-bad', 'send: soon');
    desk().edition('2023-06-14-one');
    desk().edition('2023-06-14-unreadable', 'image: nothing.jpg\nalt: A bridge');
    const { code, stderr } = await job('2023-06-14T10:00Z');
    expect(code).toBe(2);
    expect(stderr).toContain('nothing.jpg');
    expect(readers('2023-06-14-one')).toEqual(['ada@example.com']);
  });

  test('in the name of a file begins no edition of an earlier day in its place', async () => {
    desk().newsletter.configure(
      "schedule: { at: '06:00', lateness: { hours: 168, policy: 'send' } }",
    );
    desk().edition('2023-06-12-last');
    desk().newsletter.write('content/2023-06-14-big_news.txt', 'Big news\n\nThe story.\n');
    const { code, stderr } = await job('2023-06-14T10:00Z');
    expect(code).toBe(2);
    expect(stderr).toContain('2023-06-14-big-news.txt');
    expect(readers('2023-06-12-last')).toEqual([]);
  });

  test('in an edition of long ago does not report it forever', async () => {
    desk().newsletter.configure(DAILY);
    desk().edition('2023-05-14-bad', 'send: soon');
    expect((await job('2023-06-14T10:00Z')).code).toBe(0);
  });
});

describe('send --due on a CI runner', () => {
  const REAL = { SMTP_URL: 'smtps://mail.example.com:465' };

  test('refuses to send without a lasting database, with the remedy', async () => {
    desk().newsletter.configure(DAILY);
    desk().edition('2023-06-14-one');
    const found = job('2023-06-14T09:00Z', {}, REAL);
    await expect(found).rejects.toThrow('loses its record of who has the letter');
    await expect(found).rejects.toMatchObject({
      remedy: expect.stringMatching(/DATABASE_URL.*--ephemeral/) as string,
    });
    const one = desk().at(
      '2023-06-14T10:00Z',
      (io) => send('2023-06-14-one', { yes: true }, io),
      REAL,
    );
    await expect(one).rejects.toThrow('loses its record of who has the letter');
  });

  test('accepts --ephemeral with a warning', async () => {
    desk().newsletter.configure(DAILY);
    const { code, stderr } = await job('2023-06-14T10:00Z', { ephemeral: true }, REAL);
    expect(code).toBe(0);
    expect(stderr).toContain('The record of this run is lost');
  });

  test('needs no --ephemeral on a machine that keeps its disk', async () => {
    desk().newsletter.configure(DAILY);
    expect((await job('2023-06-14T10:00Z', {}, { ...REAL, CI: '' })).code).toBe(0);
    expect((await job('2023-06-14T10:00Z', {}, { ...REAL, CI: 'false' })).code).toBe(0);
  });
});

describe('send --due --json', () => {
  test('prints one document of what was done and what comes next', async () => {
    desk().newsletter.configure("schedule: { at: '06:00', lateness: { hours: 1 } }");
    desk().edition('2023-06-13-held');
    desk().edition('2023-06-14-one');
    desk().edition('2023-06-15-two');
    const { stdout, code } = await job('2023-06-14T10:00Z', { json: true });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      editions: [
        {
          edition: '2023-06-13-held',
          due: '2023-06-13T10:00:00.000Z',
          action: 'held',
          late: true,
          code: 1,
        },
        expect.objectContaining({ edition: '2023-06-14-one', action: 'send', code: 0, sent: 1 }),
      ],
      problems: [],
      next: { edition: '2023-06-15-two', at: '2023-06-15T10:00:00.000Z' },
    });
  });

  test('prints one document even if there are no editions', async () => {
    desk().newsletter.configure(DAILY);
    const { stdout } = await job('2023-06-14T10:00Z', { json: true });
    expect(JSON.parse(stdout)).toEqual({ editions: [], problems: [], next: null });
  });
});

describe('an edition whose front matter is broken', () => {
  test.each([
    ['not YAML', 'subject: "open'],
    ['a time that does not exist', 'send: soon'],
    ['a key that is not known', 'sned: 2023-06-14 06:00'],
  ])('(%s) is not "Nothing is due", in words, in JSON and in CI', async (_, front) => {
    desk().newsletter.configure(DAILY);
    desk().edition('2023-06-14-one', front);
    const output = desk().newsletter.path('output');
    const summary = desk().newsletter.path('summary');
    const { code, stdout, stderr } = await job(
      '2023-06-14T10:00Z',
      {},
      {
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
      },
    );
    expect(code).toBe(2);
    expect(stderr).toContain('content/2023-06-14-one.txt:2: ');
    expect(stdout).toContain('Nothing was sent. Fix the errors above');
    expect(stdout).not.toContain('Nothing is due');
    expect(readFileSync(output, 'utf8')).toBe('result=unreadable\n');
    expect(readFileSync(summary, 'utf8')).toContain('### ❌ send --due: 1 error');
    expect(readFileSync(summary, 'utf8')).not.toContain('Nothing is due');
    const { problems } = JSON.parse((await job('2023-06-14T10:00Z', { json: true })).stdout) as {
      problems: readonly unknown[];
    };
    expect(problems).toHaveLength(1);
  });
});

describe('a run that is half sent', () => {
  const LIST = 'email\nada@example.com\nbob@example.com\n';
  const PATIENCE = 'delivery: { retry: { patienceMinutes: 0 } }';
  const ID = '2023-06-14-one';

  /** Sends to ada; the server defers bob's letter. */
  async function sendHalf(by: () => Promise<Ran>) {
    let isBusy = true;
    const server = await sink({
      refuse: (to) => (to === 'bob@example.com' && isBusy ? [450, '4.2.1 later'] : undefined),
    });
    env = { SMTP_URL: server.url };
    await desk().subscribe(LIST);
    desk().newsletter.configure(PATIENCE);
    const sent = await by();
    expect(sent.code).toBe(75);
    isBusy = false;
    return server.letters;
  }
  let env: Io['env'] = {};
  const next = (time: string, options: SendOptions = {}) => job(time, options, env);
  const first = () => next('2023-06-14T10:00Z');

  test('and deferred is not finished: a job before the next try exits with 75 and says who waits', async () => {
    desk().newsletter.configure(DAILY);
    desk().edition(ID);
    const letters = await sendHalf(first);
    const early = await next('2023-06-14T10:01Z');
    expect(early.code).toBe(75);
    expect(early.stdout).toContain(`${ID}: 1 letter deferred until 2023-06-14 06:0`);
    const json = await next('2023-06-14T10:01Z', { json: true });
    expect(json.code).toBe(75);
    expect(JSON.parse(json.stdout)).toMatchObject({ editions: [{ action: 'waiting', code: 75 }] });
    expect((await next('2023-06-14T10:30Z')).code).toBe(0);
    expect(letters.map(({ to }) => to)).toEqual(['ada@example.com', 'bob@example.com']);
  });

  test.each([
    ['to a later hour', "schedule: { at: '18:00' }"],
    ['to an earlier hour', "schedule: { at: '01:00', lateness: { hours: 0.5 } }"],
    ['to days that leave it out', "schedule: { at: '06:00', days: ['sun'] }"],
  ])('is finished if schedule.at moves %s in the middle', async (_, schedule) => {
    desk().newsletter.configure(DAILY);
    desk().edition(ID);
    const letters = await sendHalf(first);
    desk().newsletter.change('broadsheet.config.ts', DAILY, schedule);
    expect((await next('2023-06-14T10:30Z')).code).toBe(0);
    expect(letters.map(({ to }) => to)).toEqual(['ada@example.com', 'bob@example.com']);
  });

  test('is finished by the next job if it was begun by hand and nothing schedules it', async () => {
    desk().edition('2023-06-20-other', 'send: 2023-06-20 06:00');
    desk().edition(ID);
    const byHand = () => desk().at('2023-06-14T10:00Z', (io) => send(ID, { yes: true }, io), env);
    const letters = await sendHalf(byHand);
    const { code, stdout } = await next('2023-06-14T10:30Z');
    expect(code).toBe(0);
    expect(stdout).toContain(`Continuing ${ID}`);
    expect(letters).toHaveLength(2);
  });

  test('is reported if its file is gone, and left alone if another edition is named', async () => {
    desk().newsletter.configure(DAILY);
    desk().edition(ID);
    desk().edition('2023-06-20-other');
    await sendHalf(first);
    rmSync(desk().newsletter.path('content', `${ID}.txt`));
    const { code, stdout } = await next('2023-06-14T10:30Z');
    expect(code).toBe(2);
    expect(stdout).toContain(`${ID}: 1 subscriber left, but content/ no longer has the edition.`);
    const other = await desk().at(
      '2023-06-14T10:30Z',
      (io) => sendDue('2023-06-20-other', { due: true }, io),
      env,
    );
    expect(other.code).toBe(0);
  });

  test('is an error if its front matter breaks, however old its date is', async () => {
    desk().newsletter.configure(DAILY);
    desk().edition('2023-05-01-old', 'send: 2023-06-14 06:00');
    await sendHalf(first);
    desk().edition('2023-05-01-old', 'send: soon');
    const { code, stderr, stdout } = await next('2023-06-14T10:30Z');
    expect(code).toBe(2);
    expect(stderr).toContain('content/2023-05-01-old.txt:2:');
    expect(stdout).not.toContain('Nothing is due');
  });

  test('is not mentioned once everybody has the letter, though its hour moves to the future', async () => {
    desk().newsletter.configure(DAILY);
    desk().edition(ID);
    expect((await job('2023-06-14T10:00Z')).code).toBe(0);
    desk().newsletter.change('broadsheet.config.ts', DAILY, "schedule: { at: '18:00' }");
    const { stdout } = await job('2023-06-14T10:30Z');
    expect(stdout).toContain('Nothing is due. No later edition is scheduled.');
  });
});
