import { readFileSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { makeNewsletter, SAMPLE_LIST, type Newsletter } from '../../support/newsletter.ts';
import { scripted, sink } from '../../support/test-servers.ts';

let newsletter: Newsletter;
let SMTP_URL: string;
beforeEach(async () => {
  newsletter = makeNewsletter();
  ({ url: SMTP_URL } = await sink());
  newsletter.configure("schedule: { at: '06:00' }");
});

const FILES = ['--log-file', 'job.jsonl', '--heartbeat', 'heartbeat'];

interface Line {
  readonly event: string;
  readonly [field: string]: unknown;
}

function logged(): readonly Line[] {
  const lines = newsletter.read('job.jsonl').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Line);
}

const health = async () => (await newsletter.run(['schedule', '--health', 'heartbeat'])).code;

describe('the log and the heartbeat of a job', () => {
  test.each<[string, () => void, Readonly<Record<string, string>>, number, string]>([
    [
      'a config that does not run',
      () => {
        newsletter.write('broadsheet.config.ts', 'export default (');
      },
      {},
      2,
      "can't be loaded",
    ],
    [
      'a .env file that is not UTF-8',
      () => {
        writeFileSync(newsletter.path('.env'), Buffer.from('\uFEFFSMTP_URL=smtp://x', 'utf16le'));
      },
      {},
      2,
      'is not UTF-8',
    ],
    ['no server', () => undefined, { SMTP_URL: '' }, 2, 'SMTP_URL is set, but it is empty'],
    [
      'a database that is down',
      () => undefined,
      { DATABASE_URL: 'postgres://desk:hunter2@127.0.0.1:1/x' },
      75,
      'ECONNREFUSED',
    ],
  ])(
    'begin with the first moment and end with the exit, with %s',
    async (_, act, env, code, reason) => {
      act();
      const ran = await newsletter.run(['send', '--due', ...FILES], { SMTP_URL, ...env });
      expect(ran.code).toBe(code);
      const [first, ...others] = logged();
      expect(first).toMatchObject({ event: 'begin', command: 'send --due' });
      expect(others.at(-1)).toMatchObject({ event: 'exit', code });
      expect(others.at(-1)?.['reason']).toContain(reason);
      expect(newsletter.read('job.jsonl')).not.toContain('hunter2');
      rmBroken();
      expect(await health()).toBe(1);
    },
  );

  test('say why an edition was not sent', async () => {
    newsletter.configure("check: { severities: { 'letter/mojibake': 'error' } }");
    const now = new Date(Date.now() - 60_000).toISOString();
    newsletter.write(
      `content/${now.slice(0, 10)}-cut.txt`,
      `---\nsend: ${now.slice(0, 16)}Z\n---\nTalks\n\nAmÃ©lie said so, and went home on Wednesday.\n`,
    );
    await newsletter.run(['subscribers', 'import', SAMPLE_LIST]);
    const { code } = await newsletter.run(['send', '--due', ...FILES], { SMTP_URL });
    expect(code).toBe(1);
    const lines = logged();
    expect(lines.map(({ event }) => event)).toEqual([
      'begin',
      'turn',
      'prepared',
      'checked',
      'turn-ended',
      'exit',
    ]);
    expect(JSON.stringify(lines[3])).toContain('letter/mojibake');
    expect(lines[4]).toMatchObject({ result: 'checks-failed' });
    expect(await health()).toBe(1);
  });

  test('show a job that only waits for deferred letters as healthy', async () => {
    const { url } = await sink({
      refuse: (to) => (to === 'ada@example.com' ? [450, 'later'] : undefined),
    });
    newsletter.configure('delivery: { retry: { patienceMinutes: 0 } }');
    await newsletter.run(['subscribers', 'import', SAMPLE_LIST]);
    const sent = await newsletter.run(['send', '--yes', ...FILES], { SMTP_URL: url });
    expect(sent.code).toBe(75);
    expect(await health()).toBe(0);
    expect((await newsletter.run(['send', '--due', ...FILES], { SMTP_URL: url })).code).toBe(75);
    expect(await health()).toBe(0);
    expect(JSON.parse(readFileSync(newsletter.path('heartbeat'), 'utf8'))).toMatchObject({
      exit: 75,
    });
  });

  test('have the exit of a job that is stopped at once, and the beginning of one that is killed', async () => {
    const server = await scripted({
      script: ({ step }) => (step === 'dot' ? { then: 'stall' } : undefined),
    });
    await newsletter.run(['subscribers', 'import', SAMPLE_LIST]);
    const env = { SMTP_URL: server.url };
    const stopped = newsletter.start(['send', '--yes', ...FILES], env);
    await expect.poll(() => server.unanswered.length, { timeout: 30_000 }).toBeGreaterThan(0);
    stopped.child.kill('SIGINT');
    await stopped.printed(/Stopping after the letters under way/);
    stopped.child.kill('SIGINT');
    expect((await stopped.ended).code).toBe(75);
    expect(logged().at(-1)).toMatchObject({ event: 'exit', code: 75 });

    const killed = newsletter.start(['send', '--test', 'desk@example.com', ...FILES], env);
    const begun = () => logged().filter(({ event }) => event === 'begin').length;
    await expect.poll(begun, { timeout: 30_000 }).toBe(2);
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(logged().at(-1)).toMatchObject({ event: 'begin', command: 'send --test' });
  });

  test("are refused before anything is sent if the log can't be written", async () => {
    const { code, stderr } = await newsletter.run(
      ['send', '--due', '--heartbeat', 'heartbeat', '--log-file', 'none/job.jsonl'],
      { SMTP_URL },
    );
    expect(code).toBe(2);
    expect(stderr).toContain('its folder is not there');
    expect(await health()).toBe(1);
  });
});

/** What breaks every command, the health check too. */
function rmBroken(): void {
  writeFileSync(newsletter.path('.env'), '');
}
