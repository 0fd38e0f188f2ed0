import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { withTestBrowser } from '../browser/test-browser.ts';
import { makeNewsletter, type Newsletter } from '../support/newsletter.ts';

const ID = '2023-06-14-blinken-beijing';

let newsletter: Newsletter;
beforeEach(() => {
  newsletter = makeNewsletter();
});

const shotsIn = ({ folder }: Newsletter) => join(folder, 'dist', ID, 'screenshots');

await withTestBrowser('build --screenshots', () => {
  test('the same six screenshots are written each time, and old ones are deleted', async () => {
    const built = await newsletter.run(['build', '--screenshots']);
    expect([built.code, built.stdout]).toEqual([
      0,
      expect.stringContaining('screenshots/640-light.png'),
    ]);
    const names = readdirSync(shotsIn(newsletter));
    expect(names.sort()).toEqual([
      '375-dark.png',
      '375-images-off.png',
      '375-light.png',
      '640-dark.png',
      '640-images-off.png',
      '640-light.png',
    ]);
    const read = () => names.map((name) => readFileSync(join(shotsIn(newsletter), name)));
    const first = read();
    await newsletter.run(['build', '--screenshots'], { TZ: 'Asia/Tokyo', LANG: 'de_DE.UTF-8' });
    for (const [at, png] of read().entries()) expect(first[at]?.equals(png), names[at]).toBe(true);
    await newsletter.run(['build']);
    expect(existsSync(shotsIn(newsletter))).toBe(false);
  });
});

test.each([
  ['build', '--screenshots'],
  ['check', '--browser'],
])('%s %s without a browser is reported with a remedy, and nothing is written', async (...args) => {
  const failed = await newsletter.run(args, { CHROME_PATH: newsletter.path('no-chrome') });
  expect(failed.code).toBe(2);
  expect(failed.stderr).toContain("Can't start a browser: ");
  expect(failed.stderr).toContain('set CHROME_PATH');
  expect(failed.stderr).not.toMatch(/\bat .*\.ts:\d+/);
  expect(existsSync(newsletter.path('dist'))).toBe(false);
});
