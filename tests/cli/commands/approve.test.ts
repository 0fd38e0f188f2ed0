import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { approve } from '../../../src/cli/commands/approve.ts';
import { findEdition } from '../../../src/app/editions.ts';
import type { Io } from '../../../src/cli/io.ts';
import { openWorkspace } from '../../../src/app/workspace.ts';
import { addSample, listen, makeNewsletter } from '../newsletter.ts';

const ID = '2023-06-14-blinken-beijing';

let newsletter: ReturnType<typeof makeNewsletter>;
beforeEach(() => {
  newsletter = makeNewsletter();
  addSample(newsletter.folder);
});
afterEach(() => {
  newsletter.remove();
});

const content = (name: string) => join(newsletter.folder, 'content', name);
const approval = () => readFileSync(content(`${ID}.approved.json`), 'utf8');

async function run(env: Io['env'] = {}, json = false) {
  const heard = listen(newsletter.folder);
  expect(await approve(undefined, { json }, { ...heard.io, env })).toBe(0);
  return heard;
}

describe('approve', () => {
  test('records the same whatever the secret and however often', async () => {
    const config = join(newsletter.folder, 'broadsheet.config.ts');
    const home = `home: 'https://example.com/'`;
    const before = readFileSync(config, 'utf8');
    writeFileSync(config, before.replace(home, `unsubscribe: 'https://example.com/u/{token}'`));
    await run({ BROADSHEET_SECRET: 'a'.repeat(40) });
    const first = approval();
    const again = await run({ BROADSHEET_SECRET: 'b'.repeat(40) });
    expect(approval()).toBe(first);
    expect(again.out()).toContain('is approved already and has not changed');
    expect(first).toContain('List-Unsubscribe: <https://example.com/u/{token}>');
    expect(first).not.toContain('reader@example.com');
  });

  test('shows what changed since the last approval', async () => {
    await run();
    const text = readFileSync(content(`${ID}.txt`), 'utf8');
    writeFileSync(content(`${ID}.txt`), `---\nsubject: \u202eBeijing\n---\n${text}`);
    const { out } = await run();
    expect(out()).toContain('-Blinken reschedules');
    expect(out()).toContain('+\ufffdBeijing');
  });

  test('reports as JSON what it recorded', async () => {
    const { out } = await run({}, true);
    const { contentHash } = JSON.parse(approval()) as { contentHash: string };
    expect(JSON.parse(out())).toMatchObject({
      edition: ID,
      contentHash,
      file: `content/${ID}.approved.json`,
    });
  });

  test('stands beside an edition of several stories, and is not taken for one', async () => {
    mkdirSync(content('2023-06-15-digest'));
    renameSync(content(`${ID}.txt`), content('2023-06-15-digest/1.txt'));
    await run();
    const workspace = openWorkspace(listen(newsletter.folder).io);
    expect(findEdition(workspace, undefined, '2023-06-15').id).toBe('2023-06-15-digest');
    expect(readFileSync(content('2023-06-15-digest.approved.json'), 'utf8')).toContain('"text"');
  });

  test('says that its file cannot be written', async () => {
    mkdirSync(content(`${ID}.approved.json`));
    await expect(run()).rejects.toThrow(`${ID}.approved.json`);
  });
});
