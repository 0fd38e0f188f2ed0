import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withTestBrowser } from '../browser/test-browser.ts';
import { makeWorkspace, type TestWorkspace } from './workspace.ts';

const ID = '2023-06-14-blinken-beijing';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = makeWorkspace();
});
afterEach(() => {
  workspace.remove();
});

const shotsIn = ({ folder }: TestWorkspace) => join(folder, 'dist', ID, 'screenshots');

await withTestBrowser('build --screenshots', () => {
  test('writes the same six pictures each time, and takes old ones away', async () => {
    const built = await workspace.run(['build', '--screenshots']);
    expect([built.code, built.stdout]).toEqual([
      0,
      expect.stringContaining('screenshots/640-light.png'),
    ]);
    const names = readdirSync(shotsIn(workspace));
    expect(names.sort()).toEqual([
      '375-dark.png',
      '375-images-off.png',
      '375-light.png',
      '640-dark.png',
      '640-images-off.png',
      '640-light.png',
    ]);
    const read = () => names.map((name) => readFileSync(join(shotsIn(workspace), name)));
    const first = read();
    await workspace.run(['build', '--screenshots'], { TZ: 'Asia/Tokyo', LANG: 'de_DE.UTF-8' });
    for (const [at, png] of read().entries()) expect(first[at]?.equals(png), names[at]).toBe(true);
    await workspace.run(['build']);
    expect(existsSync(shotsIn(workspace))).toBe(false);
  });
});

test.each([
  ['build', '--screenshots'],
  ['check', '--browser'],
])('%s %s without a browser is told with a remedy, and nothing is written', async (...args) => {
  const failed = await workspace.run(args, { CHROME_PATH: join(workspace.folder, 'no-chrome') });
  expect(failed.code).toBe(2);
  expect(failed.stderr).toContain("Can't start a browser: ");
  expect(failed.stderr).toContain('set CHROME_PATH');
  expect(failed.stderr).not.toMatch(/\bat .*\.ts:\d+/);
  expect(existsSync(join(workspace.folder, 'dist'))).toBe(false);
});
