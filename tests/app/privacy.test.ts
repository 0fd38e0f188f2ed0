import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openMaildir } from '../../src/mailbox/maildir.ts';
import { openStore } from '../../src/store/open.ts';
import { makeNewsletter, SAMPLE_ID, type Newsletter } from '../support/newsletter.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let newsletter: Newsletter;
beforeEach(() => {
  newsletter = makeNewsletter();
});

/** Every file below a folder, by its path there. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

describe('exported pages', () => {
  test('contain no address and no name from a list of 50', async () => {
    const people = Array.from({ length: 50 }, (_, index) => ({
      email: `reader${index}@mail${index % 7}.test`,
      name: `Qx${index}first Zy${index}last`,
    }));
    const rows = people.map(({ email, name }) => `${email},${name}`);
    newsletter.write('list.csv', ['email,name', ...rows].join('\n'));
    await newsletter.run(['subscribers', 'import', 'list.csv']);
    await newsletter.run(['send']);
    const { code } = await newsletter.run(['preview', '--export', 'pages', SAMPLE_ID]);
    expect(code).toBe(0);
    const files = filesIn(newsletter.path('pages'));
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const content = readFileSync(file, 'latin1');
      for (const { email, name } of people) {
        expect(content.includes(email), `${file} has ${email}`).toBe(false);
        for (const part of name.split(' ')) {
          expect(content.includes(part), `${file} has ${part}`).toBe(false);
        }
      }
    }
  });
});

describe.skipIf(process.platform === 'win32')("files with readers' data", () => {
  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

  test('are readable only by their owner: the database, caught letters and a dry run', async () => {
    await newsletter.run(['send']);
    await newsletter.run(['send', '--dry-run']);
    const data = newsletter.path('.broadsheet');
    expect(modeOf(data)).toBe('700');
    for (const file of filesIn(data)) expect(modeOf(file), file).toBe('600');
    const dryRun = newsletter.path('dist', SAMPLE_ID, 'dry-run');
    expect(modeOf(dryRun)).toBe('700');
  });

  test('become private when an older database or mailbox is opened', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'data', 'broadsheet.sqlite');
    const store = await openStore({ kind: 'sqlite', file }, () => new Date());
    for (const each of filesIn(join(folder, 'data'))) expect(modeOf(each), each).toBe('600');
    await store.close();
    const maildir = await openMaildir(join(folder, 'mailbox'));
    await maildir.deliver(Buffer.from('Subject: x\r\n\r\n'));
    expect(filesIn(join(folder, 'mailbox')).map(modeOf)).toEqual(['600']);
  });
});
