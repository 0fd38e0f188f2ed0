import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { browserFor, openBrowser } from '../../src/cli/open-browser.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const URL = 'http://127.0.0.1:4600/';
const DESKTOP = { DISPLAY: ':0' };

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([
  ['on Linux', DESKTOP, 'linux', 'xdg-open'],
  ['on Linux with Wayland', { WAYLAND_DISPLAY: 'wayland-0' }, 'linux', 'xdg-open'],
  ['on Linux inside Windows', { WSL_DISTRO_NAME: 'Ubuntu' }, 'linux', 'rundll32.exe'],
  ['on macOS', {}, 'darwin', 'open'],
  ['on Windows', { SystemRoot: 'D:\\W' }, 'win32', 'D:\\W\\System32\\rundll32.exe'],
] as const)('%s, the browser is opened by the program for that', (_, env, platform, program) => {
  const [name, ...args] = browserFor(URL, env, platform) ?? [];
  expect(name).toBe(program);
  expect(args.at(-1)).toBe(URL);
});

test.each([
  ['in CI', { CI: 'true' }],
  ['over SSH', { SSH_CONNECTION: '192.0.2.7 5000 192.0.2.1 22' }],
  ['over SSH with a display', { SSH_TTY: '/dev/pts/1', WAYLAND_DISPLAY: 'wayland-0' }],
  ['if BROWSER is "none"', { BROWSER: 'none' }],
] as const)('%s, no browser is opened, whatever the system', (_, env) => {
  for (const platform of ['linux', 'darwin', 'win32'] as const)
    expect([platform, browserFor(URL, { ...DESKTOP, ...env }, platform)]).toEqual([
      platform,
      undefined,
    ]);
});

test('without a display, no browser is opened on Linux', () => {
  expect(browserFor(URL, {}, 'linux')).toBeUndefined();
  expect(browserFor(URL, { DISPLAY: '', CI: '' }, 'linux')).toBeUndefined();
});

test.skipIf(process.platform === 'win32')(
  'the program gets the address, and its failure is no fault of the studio',
  async () => {
    const folder = temporaryFolder();
    const program = (name: string, script: string) => {
      const path = join(folder, name);
      writeFileSync(path, `#!/bin/sh\n${script}\n`);
      chmodSync(path, 0o755);
    };
    program('xdg-open', `printf %s "$1" > "${folder}/opened"`);
    program('open', 'exit 3');
    vi.stubEnv('PATH', `${folder}:${process.env['PATH'] ?? ''}`);
    expect(await openBrowser(['xdg-open', URL])).toBe(true);
    expect(readFileSync(join(folder, 'opened'), 'utf8')).toBe(URL);
    expect(await openBrowser(['open', URL])).toBe(false);
    expect(await openBrowser([join(folder, 'missing'), URL])).toBe(false);
    expect(existsSync(join(folder, 'missing'))).toBe(false);
  },
);
