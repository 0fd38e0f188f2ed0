import { describe, expect, test } from 'vitest';
import { sink } from '../support/test-servers.ts';
import { useSending, newsletter } from './sending.ts';

const ID = '2023-06-14-blinken-beijing';
const SCHEDULE = "schedule: { at: '06:00', lateness: { policy: 'send' } }";

useSending();

/** An edition whose time came a minute ago, by the real clock. */
function dueNow(id = 'now'): string {
  const time = new Date(Date.now() - 60_000).toISOString();
  const edition = `${time.slice(0, 10)}-${id}`;
  const story =
    'Ministers agree to meet again\n\nThe ministers met on Wednesday, and will again.\n';
  newsletter().write(
    `content/${edition}.txt`,
    `---\nsend: ${time.slice(0, 16)}Z\npreheader: The ministers agreed on the date of their next meeting.\n---\n${story}`,
  );
  return edition;
}

describe('broadsheet send --due', () => {
  test('sends what is due once, without asking, and then has nothing to do', async () => {
    const { url, letters } = await sink();
    const edition = dueNow();
    const first = await newsletter().run(['send', '--due'], { SMTP_URL: url });
    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toContain(`Sent ${edition} to 25 subscribers`);
    const again = await newsletter().run(['send', '--due', '--json'], { SMTP_URL: url });
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toEqual({ editions: [], problems: [], next: null });
    expect(letters).toHaveLength(25);
  });

  test('does not mention editions of long ago', async () => {
    newsletter().configure(SCHEDULE);
    const { url } = await sink();
    const { code, stdout } = await newsletter().run(['send', '--due'], { SMTP_URL: url });
    expect(code).toBe(0);
    expect(stdout).not.toContain(ID);
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });

  test.each([
    ['nothing that names a time', undefined, 'Nothing says when an edition goes out'],
    [
      'a schedule that can never fire',
      "schedule: { at: '06:00', days: [] }",
      'must contain at least one day',
    ],
    [
      'a zone that does not exist',
      "schedule: { at: '06:00', timeZone: 'Europe/Berlim' }",
      'schedule.timeZone: must be a time zone',
    ],
  ])('exits with 2 for %s and sends nothing', async (_, setting, words) => {
    const { url, letters } = await sink();
    if (setting !== undefined) newsletter().configure(setting);
    const { code, stderr } = await newsletter().run(['send', '--due'], { SMTP_URL: url });
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(letters).toHaveLength(0);
  });

  test('refuses the options of a manual run', async () => {
    for (const option of [['--test', 'ada@example.com'], ['--only-failed'], ['--resend-unknown']]) {
      const { code, stderr } = await newsletter().run(['send', '--due', ...option]);
      expect(code).toBe(2);
      expect(stderr).toContain('cannot be used with option');
    }
  });
});

describe('broadsheet schedule', () => {
  test('shows the plan', async () => {
    newsletter().configure(SCHEDULE);
    const { code, stdout } = await newsletter().run(['schedule', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      cron: ['7 10,11 * * *', '27 10,11 * * *', '57 10-14 * * *'],
    });
  });
});
