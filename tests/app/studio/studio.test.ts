import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serveStudio, writeStudio } from '../../../src/app/studio/studio.ts';
import { openWorkspace } from '../../../src/app/workspace.ts';
import { makeNewsletter, SAMPLE_ID as ID } from '../../support/newsletter.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const newsletter = makeNewsletter();
const at = (time: string) =>
  openWorkspace({ cwd: newsletter.folder, env: {}, clock: () => new Date(time) });
const serve = (
  edition: string | undefined,
  more: { host?: string; port?: string; write?: boolean } = {},
) =>
  serveStudio(
    at('2023-06-15'),
    {
      edition,
      port: '0',
      ...more,
      onFault: (error) => {
        throw error;
      },
      onBrowser: () => undefined,
    },
    async ({ url }) => {
      expect((await fetch(url)).status).toBe(200);
      opened = url;
    },
  );
let opened = '';

test('the studio opens an edition by its id or by its path', async () => {
  for (const named of [ID, `content/${ID}.txt`]) {
    await serve(named);
    expect(opened).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:\\d+/editions/${ID}/$`));
  }
});

test('the studio refuses an edition outside the content folder: it has no page', async () => {
  const path = join(temporaryFolder(), '2023-06-14-other.txt');
  writeFileSync(path, 'Headline\n\nStory.\n');
  await expect(serve(path)).rejects.toThrow(`${path} is not in content/.`);
  const inside = join(temporaryFolder(), `${ID}.txt`);
  writeFileSync(inside, 'Headline\n\nStory.\n');
  await expect(serve(inside)).rejects.toThrow('is not in content/.');
});

test.each(['', 'fe80::1%eth0', '203.0.113.7'])(
  'a host that the studio cannot listen on is a mistake, not a bug: "%s"',
  async (host) => {
    await expect(serve(undefined, { host })).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining(`can't listen on "${host}"`) as string,
    });
  },
);

test('--write is a mistake where no other device can connect', async () => {
  await expect(serve(undefined, { write: true })).rejects.toMatchObject({
    name: 'UserError',
    remedy: expect.stringContaining('--host') as string,
  });
});

test('the newest edition is the newest by the newsletter’s clock', async () => {
  const folder = join(temporaryFolder(), 'out');
  await expect(writeStudio(at('2023-06-14T03:00:00Z'), undefined, folder)).rejects.toThrow(
    'dated after today, 2023-06-13',
  );
  await writeStudio(at('2023-06-14T05:00:00Z'), undefined, folder);
  expect(existsSync(join(folder, 'editions', ID, 'nobody', 'index.html'))).toBe(true);
});
