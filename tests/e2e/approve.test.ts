import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { ROOT } from '../support/sample.ts';
import type { Ran } from '../support/newsletter.ts';
import { makeNewsletter, type Newsletter } from '../support/newsletter.ts';

const ID = '2023-06-14-blinken-beijing';
const ARTICLE = `content/${ID}.txt`;
const APPROVAL = `content/${ID}.approved.json`;

let newsletter: Newsletter;
beforeEach(() => {
  newsletter = makeNewsletter();
  newsletter.configure('requireApproval: true');
});

const read = (file: string) => readFileSync(newsletter.path(file), 'utf8');

function change(file: string, from: string, to: string): () => void {
  const before = read(file);
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  newsletter.write(file, after);
  return () => {
    newsletter.write(file, before);
  };
}

/** Nothing went out, and each of the words is in what was said. */
function expectRefused({ code, stderr }: Ran, ...words: readonly string[]): void {
  expect(code, stderr).toBe(2);
  for (const each of words) expect(stderr).toContain(each);
}

describe('send with requireApproval', () => {
  test('refuses a letter that was not approved, also as a dry run', async () => {
    expectRefused(await newsletter.run(['send']), `${ID} has not been approved`);
    expectRefused(await newsletter.run(['send', '--dry-run']), `${ID} has not been approved`);
    expect((await newsletter.run(['mailbox', '--json'])).stdout).toBe('');
    expect((await newsletter.run(['send', '--test', 'ada@example.com'])).code).toBe(0);
  }, 180_000);

  test('sends the approved letter, and refuses it after a change to a comma, a partial or a template', async () => {
    cpSync(join(ROOT, 'templates'), newsletter.path('templates'), { recursive: true });
    expect((await newsletter.run(['approve'])).code).toBe(0);

    const restoreComma = change(ARTICLE, 'postponed after', 'postponed, after');
    const refused = await newsletter.run(['send']);
    expectRefused(refused, 'is not what was approved', '+', 'postponed, after', 'HTML: changed');
    restoreComma();

    const restorePartial = change('templates/shared/footer.hbs', '32px 40px', '32px 41px');
    expectRefused(await newsletter.run(['send']), 'HTML: changed', 'Text: the same');
    restorePartial();

    const restoreTemplate = change('templates/morning/inline.css', '{', '{ letter-spacing: 1px; ');
    expectRefused(await newsletter.run(['send']), 'HTML: changed', 'Text: the same');
    restoreTemplate();

    const sent = await newsletter.run(['send', '--json']);
    expect(JSON.parse(sent.stdout)).toMatchObject({ sent: 25 });
    change(ARTICLE, 'postponed after', 'postponed, after');
    const again = await newsletter.run(['send']);
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('Nothing to send')]);
  }, 240_000);

  test('refuses a damaged approval and one of another edition', async () => {
    newsletter.write(APPROVAL, '{"edition": ');
    expectRefused(await newsletter.run(['send']), `${APPROVAL} is not an approval.`, 'approve');
    const approved = await newsletter.run(['approve']);
    expect([approved.code, approved.stderr.includes('It was replaced.')]).toEqual([0, true]);
    change(APPROVAL, `"edition": "${ID}"`, '"edition": "2023-06-13-other"');
    expectRefused(await newsletter.run(['send']), `${APPROVAL} approves another edition.`);
  }, 180_000);
});
