import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { approve } from '../../../src/cli/commands/approve.ts';
import { findEdition } from '../../../src/app/editions.ts';
import type { Io } from '../../../src/cli/io.ts';
import { openWorkspace } from '../../../src/app/workspace.ts';
import { makeNewsletter, SAMPLE_ID as ID, type Newsletter } from '../../support/newsletter.ts';

let newsletter: Newsletter;
beforeEach(() => {
  newsletter = makeNewsletter();
});

const content = (name: string) => newsletter.path('content', name);
const approval = () => readFileSync(content(`${ID}.approved.json`), 'utf8');

async function run(env: Io['env'] = {}, json = false) {
  const ran = await newsletter.call((io) => approve(undefined, { json }, io), env);
  expect(ran.code).toBe(0);
  return ran;
}

describe('approve', () => {
  test('records the same file with any secret and each time', async () => {
    newsletter.change(
      'broadsheet.config.ts',
      "home: 'https://example.com/'",
      "unsubscribe: 'https://example.com/u/{token}'",
    );
    await run({ BROADSHEET_SECRET: 'a'.repeat(40) });
    const first = approval();
    const again = await run({ BROADSHEET_SECRET: 'b'.repeat(40) });
    expect(approval()).toBe(first);
    expect(again.stdout).toContain('is approved already and has not changed');
    expect(first).toContain('List-Unsubscribe: <https://example.com/u/{token}>');
    expect(first).not.toContain('reader@example.com');
  });

  test('shows what changed since the last approval', async () => {
    await run();
    const text = readFileSync(content(`${ID}.txt`), 'utf8');
    writeFileSync(content(`${ID}.txt`), `---\nsubject: \u202eBeijing\n---\n${text}`);
    const { stdout } = await run();
    expect(stdout).toContain('-Blinken reschedules');
    expect(stdout).toContain('+\ufffdBeijing');
  });

  test('reports the recorded facts as JSON', async () => {
    const { stdout } = await run({}, true);
    const { contentHash } = JSON.parse(approval()) as { contentHash: string };
    expect(JSON.parse(stdout)).toMatchObject({
      edition: ID,
      contentHash,
      file: `content/${ID}.approved.json`,
    });
  });

  test('writes its file next to a folder edition, and the file is not taken for an edition', async () => {
    mkdirSync(content('2023-06-15-digest'));
    renameSync(content(`${ID}.txt`), content('2023-06-15-digest/1.txt'));
    await run();
    const workspace = openWorkspace({
      cwd: newsletter.folder,
      env: {},
      clock: () => new Date(),
    });
    expect(findEdition(workspace, undefined, '2023-06-15').id).toBe('2023-06-15-digest');
    expect(readFileSync(content('2023-06-15-digest.approved.json'), 'utf8')).toContain('"text"');
  });

  test("reports that its file can't be written", async () => {
    mkdirSync(content(`${ID}.approved.json`));
    await expect(run()).rejects.toThrow(`${ID}.approved.json`);
  });
});
