import { beforeEach, describe, expect, test } from 'vitest';
import { earlierSubscriptionId } from '../../src/letter/recipient.ts';
import { makeNewsletter, type Newsletter } from '../support/newsletter.ts';
import { sink } from '../support/test-servers.ts';

let newsletter: Newsletter;
beforeEach(() => {
  newsletter = makeNewsletter();
});

const subscribers = (...args: readonly string[]) => newsletter.run(['subscribers', ...args]);
async function list(): Promise<readonly string[]> {
  const { stdout } = await subscribers('list');
  return stdout.split('\n').filter((line) => line !== '');
}

describe('an import', () => {
  test('suppresses those who opted out, and counts and names them', async () => {
    newsletter.write('list.csv', 'email,status\nann@example.net,active\nben@example.net,bounced\n');
    const { code, stdout, stderr } = await subscribers('import', 'list.csv');
    expect([code, stdout]).toEqual([
      0,
      '✓ Imported list.csv: 1 added, 0 updated, 1 suppressed because they opted out.\n',
    ]);
    expect(stderr).toContain('list.csv:3: suppressed: status is bounced');
    expect(await list()).toEqual(['ann@example.net']);
    const shown = await subscribers('show', 'ben@example.net', '--json');
    expect(JSON.parse(shown.stdout)).toMatchObject({ state: 'suppressed' });
  });

  test('imports nothing with an unknown status, and lists its values', async () => {
    newsletter.write('list.csv', 'email,status\nann@example.net,active\nben@example.net,gold\n');
    const { code, stderr } = await subscribers('import', 'list.csv');
    expect(code).toBe(2);
    expect(stderr).toContain('"gold" (1)');
    expect(await list()).toEqual([]);
  });

  test('with fewer columns keeps known values, unless it replaces them', async () => {
    newsletter.write('one.csv', 'email,first_name,city\nzed@example.net,Zed,Tokyo\n');
    newsletter.write('two.csv', 'email\nzed@example.net\n');
    await subscribers('import', 'one.csv');
    await subscribers('import', 'two.csv');
    expect(await list()).toEqual(['zed@example.net  Zed']);
    await subscribers('import', 'two.csv', '--replace');
    expect(await list()).toEqual(['zed@example.net']);
  });
});

describe('a subscriber', () => {
  beforeEach(async () => {
    newsletter.write('list.csv', 'email\nada@example.com\nzoe@example.com\n');
    await subscribers('import', 'list.csv');
  });

  test('that was removed stays off the list after another import, and gets no letter', async () => {
    expect((await subscribers('remove', 'ADA@example.com')).code).toBe(0);
    await subscribers('import', 'list.csv');
    expect(await list()).toEqual(['zoe@example.com']);
    const { stdout } = await newsletter.run(['send', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ audience: 1, sent: 1 });
  });

  test('is removed by the reader id in an unsubscribe email, as the letter has it', async () => {
    expect((await newsletter.run(['send'])).code).toBe(0);
    const letter = await newsletter.run(['mailbox', 'show', 'ada@example.com', '--raw']);
    const [, subject = ''] = /subject=(unsubscribe%20[\w-]{22})>/.exec(letter.stdout) ?? [];
    const id = decodeURIComponent(subject);
    expect((await subscribers('show', id)).stdout).toContain('ada@example.com');
    const { code, stderr } = await subscribers('remove', id);
    expect([code, stderr]).toEqual([0, '']);
    expect(await list()).toEqual(['zoe@example.com']);
  });

  test('is removed by the id in an unsubscribe email that answers an earlier letter', async () => {
    await newsletter.run(['build']);
    const id = earlierSubscriptionId('the-politics-briefing.example.com', 'ada@example.com');
    const { code, stderr } = await subscribers('remove', `unsubscribe ${id}`);
    expect([code, stderr]).toEqual([0, '']);
    expect(await list()).toEqual(['zoe@example.com']);
  });

  test('that is not on the list exits with a code, and is suppressed anyway', async () => {
    const { code, stdout } = await subscribers('remove', 'nobody@example.com');
    expect(code).toBe(1);
    expect(stdout).toContain('was not on the list; it is suppressed now');
  });

  test('that is not a valid address changes nothing', async () => {
    const { code } = await subscribers('remove', 'ada@example.com', 'ada');
    expect(code).toBe(2);
    expect(await list()).toHaveLength(2);
  });

  test('is suppressed from a file, with a reason', async () => {
    newsletter.write(
      'out.csv',
      '\ufeffemail,why\r\nada@example.com,moved\r\n"zoe@example.com",x\r\n',
    );
    await subscribers('suppress', '--file', 'out.csv', '--reason', 'asked by phone');
    const { stdout } = await subscribers('show', 'zoe@example.com');
    expect(stdout).toContain('State:  suppressed: asked by phone');
  });

  test('is shown with the editions that they received, and without trials', async () => {
    await newsletter.run(['send']);
    const tried = await subscribers('show', 'zoe@example.com', '--json');
    expect(JSON.parse(tried.stdout)).toMatchObject({ editions: [] });
    await newsletter.run(['send', '--yes'], { SMTP_URL: (await sink()).url });
    const { stdout } = await subscribers('show', 'zoe@example.com', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      email: 'zoe@example.com',
      state: 'active',
      suppressed: null,
      editions: [{ edition: '2023-06-14-blinken-beijing', state: 'accepted' }],
    });
  });

  test('that is unknown exits with 1', async () => {
    expect(await subscribers('show', 'nobody@example.com')).toMatchObject({ code: 1 });
  });
});
