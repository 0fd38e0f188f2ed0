import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROOT } from '../support/sample.ts';
import type { Ran } from './command-process.ts';
import { makeWorkspace, type TestWorkspace } from './workspace.ts';

const ID = '2023-06-14-blinken-beijing';
const ARTICLE = `content/${ID}.txt`;
const APPROVAL = `content/${ID}.approved.json`;

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = makeWorkspace();
  workspace.configure('requireApproval: true');
});
afterEach(() => {
  workspace.remove();
});

const read = (file: string) => readFileSync(join(workspace.folder, file), 'utf8');

function change(file: string, from: string, to: string): () => void {
  const before = read(file);
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  workspace.write(file, after);
  return () => {
    workspace.write(file, before);
  };
}

/** Nothing went out, and each of the words is in what was said. */
function expectRefused({ code, stderr }: Ran, ...words: readonly string[]): void {
  expect(code, stderr).toBe(2);
  for (const each of words) expect(stderr).toContain(each);
}

describe('send, where approval is required', () => {
  test('refuses a letter that nobody approved, a dry run of it too', async () => {
    expectRefused(await workspace.run(['send']), `${ID} has not been approved`);
    expectRefused(await workspace.run(['send', '--dry-run']), `${ID} has not been approved`);
    expect((await workspace.run(['mailbox', '--json'])).stdout).toBe('');
    expect((await workspace.run(['send', '--test', 'ada@example.com'])).code).toBe(0);
  }, 180_000);

  test('sends what was approved; a comma, a partial or a template more, and it refuses', async () => {
    cpSync(join(ROOT, 'templates'), join(workspace.folder, 'templates'), { recursive: true });
    expect((await workspace.run(['approve'])).code).toBe(0);

    const restoreComma = change(ARTICLE, 'postponed after', 'postponed, after');
    const refused = await workspace.run(['send']);
    expectRefused(refused, 'is not what was approved', '+', 'postponed, after', 'HTML: changed');
    restoreComma();

    const restorePartial = change('templates/shared/footer.hbs', '32px 40px', '32px 41px');
    expectRefused(await workspace.run(['send']), 'HTML: changed', 'Text: the same');
    restorePartial();

    const restoreTemplate = change('templates/morning/inline.css', '{', '{ letter-spacing: 1px; ');
    expectRefused(await workspace.run(['send']), 'HTML: changed', 'Text: the same');
    restoreTemplate();

    const sent = await workspace.run(['send', '--json']);
    expect(JSON.parse(sent.stdout)).toMatchObject({ sent: 25 });
    change(ARTICLE, 'postponed after', 'postponed, after');
    const again = await workspace.run(['send']);
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('Nothing to send')]);
  }, 240_000);

  test('refuses a broken approval and one of another edition', async () => {
    workspace.write(APPROVAL, '{"edition": ');
    expectRefused(await workspace.run(['send']), `${APPROVAL} is not an approval.`, 'approve');
    const approved = await workspace.run(['approve']);
    expect([approved.code, approved.stderr.includes('It is written anew.')]).toEqual([0, true]);
    change(APPROVAL, `"edition": "${ID}"`, '"edition": "2023-06-13-other"');
    expectRefused(await workspace.run(['send']), `${APPROVAL} approves another edition.`);
  }, 180_000);
});
