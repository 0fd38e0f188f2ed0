import { describe, expect, test } from 'vitest';
import { sink } from '../support/test-servers.ts';
import { newsletter, send, useSending } from './sending.ts';

useSending();

const ID = '2023-06-14-held';
const NOON = new Date('2023-06-14T16:00:00Z');
const FILE = `content/${ID}.md`;
const REASON = 'The ministry: no answer yet';

/** Writes an edition that is due at 11:00 in New York. */
function hold(value: string): void {
  newsletter().write(
    FILE,
    markdown('Ministers agree on fish', `send: 2023-06-14 11:00\nhold: ${value}`),
  );
}

/** An edition's file, with a headline and a line of front matter. */
function markdown(headline: string, front: string): string {
  return `---\n${front}\n---\n\n# ${headline}\n\n## Key points\n\n- The ministers agreed on nothing but the date of their next meeting.\n\nThe ministers met on Wednesday and agreed to meet again next week.\n`;
}

const due = (url: string, ...args: readonly string[]) =>
  newsletter().run(['send', '--due', ...args], { SMTP_URL: url }, { time: NOON });

describe('an edition on hold', () => {
  test.each(['true', REASON, 'yes', '"false alarm?"'])(
    'with "hold: %s" is not sent, and the message has the file, the line and the remedy',
    async (value) => {
      hold(value);
      const { url, letters } = await sink();
      for (const args of [[], ['--dry-run'], ['--amend'], ['--again']]) {
        const refused = await send(url, ID, ...args);
        expect(refused.code, args.join()).toBe(2);
        expect(refused.stderr).toContain(`${ID} is held, and nothing was sent`);
        expect(refused.stderr).toContain(`delete "hold:" from ${FILE}, line 3`);
      }
      expect(letters).toHaveLength(0);
    },
  );

  test.each(['false', 'no', 'none'])('with "hold: %s" is not held', async (value) => {
    hold(value);
    const { url, letters } = await sink();
    expect((await send(url, ID)).code).toBe(0);
    expect(letters).toHaveLength(25);
  });

  test('with an empty value is invalid front matter, and nothing is sent', async () => {
    hold('');
    const { url, letters } = await sink();
    const refused = await send(url, ID);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('"hold": must not be empty');
    expect((await due(url)).code).toBe(2);
    expect(letters).toHaveLength(0);
  });

  test('is reported by `send --due` with exit code 1, which sends the others', async () => {
    hold(REASON);
    newsletter().write(
      'content/2023-06-14-other.md',
      markdown('A story of its own about fish', 'send: 2023-06-14 11:30'),
    );
    const { url, letters } = await sink();
    const ran = await due(url, '--json');
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      editions: [
        { edition: ID, action: 'held', hold: REASON, code: 1 },
        { edition: '2023-06-14-other', action: 'send', code: 0 },
      ],
    });
    expect(letters).toHaveLength(25);
    expect((await due(url)).stdout).toContain(`is held: ${REASON}`);
  });

  test('before its time is no failure, and is not named as the next that goes out', async () => {
    hold('true');
    const { url } = await sink();
    const early = { time: new Date('2023-06-14T12:00:00Z') };
    const ran = await newsletter().run(['send', '--due'], { SMTP_URL: url }, early);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('Nothing is due. No later edition is scheduled.');
  });

  test('goes out once it is released', async () => {
    hold('true');
    const { url, letters } = await sink();
    expect((await due(url)).code).toBe(1);
    newsletter().change(FILE, 'hold: true\n', '');
    expect((await due(url)).code).toBe(0);
    expect(letters).toHaveLength(25);
  });

  test('in the middle of its run goes to nobody else until it is released', async () => {
    hold('false');
    const busy = await sink({ refuse: (to) => (/^[a-m]/.test(to) ? [451, 'later'] : undefined) });
    expect((await send(busy.url, ID)).code).toBe(75);
    newsletter().change(FILE, 'hold: false', `hold: ${REASON}`);
    const { url, letters } = await sink();
    expect((await send(url, ID)).code).toBe(2);
    expect((await due(url)).code).toBe(1);
    expect(letters).toHaveLength(0);
    newsletter().change(FILE, `hold: ${REASON}`, 'hold: false');
    const waiting = await send(url, ID);
    expect(waiting.code).toBe(75);
    expect(waiting.stderr).toContain('deferred until');
  });

  test('that everybody has already is no failure', async () => {
    hold('false');
    const { url } = await sink();
    expect((await send(url, ID)).code).toBe(0);
    newsletter().change(FILE, 'hold: false', 'hold: true');
    expect(await send(url, ID)).toMatchObject({ code: 0 });
    expect((await due(url)).code).toBe(0);
  });

  test('is held by any story of a digest, and by its reason wherever it is shown', async () => {
    newsletter().write(`content/${ID}/1-lead.md`, markdown('The lead', 'send: 2023-06-20 11:00'));
    newsletter().write(`content/${ID}/2-more.md`, markdown('The other', `hold: ${REASON}`));
    const { url, letters } = await sink();
    expect((await send(url, ID)).stderr).toContain(`from content/${ID}/2-more.md, line 2`);
    expect(letters).toHaveLength(0);
    const at = { time: NOON };
    const status = await newsletter().run(['status', ID], {}, at);
    expect(status.stdout).toContain(
      `It is held by "hold:" in content/${ID}/2-more.md:2: ${REASON}`,
    );
    const json = await newsletter().run(['status', ID, '--json'], {}, at);
    expect(JSON.parse(json.stdout)).toMatchObject({ hold: REASON });
    const plan = await newsletter().run(['schedule'], {}, at);
    expect(plan.stdout).toContain(`${ID} (held: ${REASON})`);
    const check = await newsletter().run(['check', ID], {}, at);
    expect(check.code).toBe(0);
    expect(check.stdout + check.stderr).toContain('The edition is held');
  });

  test('shows no control characters of its reason in the terminal', async () => {
    hold('"wait \\e[31mred"');
    const { url } = await sink();
    const refused = await send(url, ID);
    expect(refused.code).toBe(2);
    expect(refused.stderr).not.toContain('\u001B');
  });
});
