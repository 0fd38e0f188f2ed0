import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../../src/browser/chromium.ts';
import { registryBrowser } from '../../src/browser/registry.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const onLinux = process.platform === 'linux' && process.arch === 'x64';

test('a browser that CHROME_PATH names and that does not exist is reported with a remedy', async () => {
  const opened = await openBrowser({ env: { CHROME_PATH: '/nowhere/chrome' } });
  expect(opened).toMatchObject({
    ok: false,
    reason: expect.stringContaining('/nowhere/chrome') as string,
    remedy: expect.stringMatching(/CHROME_PATH/) as string,
  });
});

describe.runIf(process.platform !== 'win32')('a browser that crashes while it starts', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });

  /** A program that fails the first time, and runs another script after that. */
  function failingFirst(then: string): string {
    const program = join(folder, 'chrome');
    const seen = join(folder, 'seen');
    const fail = 'echo "cannot open libnss3.so" >&2; exit 127';
    const script = `#!/bin/sh\nif [ ! -e ${seen} ]; then touch ${seen}; ${fail}; fi\n${then}\n`;
    writeFileSync(program, script, { mode: 0o755 });
    return program;
  }

  test('a browser that crashes twice is reported with its last line on stderr', async () => {
    const opened = await openBrowser({
      env: { CHROME_PATH: failingFirst('echo "out of luck" >&2; exit 1') },
    });
    expect(opened).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/\(out of luck\)\.$/) as string,
    });
  });

  test.runIf(onLinux)('a browser that crashes once is started again', async () => {
    const real = await registryBrowser(process.env);
    if (!real.ok) expect.unreachable(real.reason);
    const { executablePath, args, env } = real.browser;
    const variables = Object.entries(env).map(([name, value]) => `${name}='${value}'`);
    const then = `${variables.join(' ')} exec ${executablePath} ${args.join(' ')} "$@"`;
    const opened = await openBrowser({ env: { CHROME_PATH: failingFirst(then) } });
    expect(opened.ok, opened.ok ? '' : opened.reason).toBe(true);
    if (opened.ok) await opened.browser.close();
  });
});

test.runIf(onLinux)('a cache that is not writable is reported without throwing', async () => {
  expect(await registryBrowser({ XDG_CACHE_HOME: '/dev/null' })).toMatchObject({
    ok: false,
    reason: expect.stringContaining('/dev/null/broadsheet') as string,
  });
});

test.runIf(onLinux)(
  'the browser is unpacked once, even by two processes at the same time',
  async () => {
    const cache = temporaryFolder();
    const library = process.env['LD_LIBRARY_PATH'];
    try {
      const two = await Promise.all([1, 2].map(() => registryBrowser({ XDG_CACHE_HOME: cache })));
      expect(two[0]).toMatchObject({ ok: true });
      expect(two[1]).toEqual(two[0]);
      expect(process.env['LD_LIBRARY_PATH']).toBe(library);
      const args = two[0]?.ok === true ? two[0].browser.args : [];
      expect(args).toContain('--no-sandbox');
      expect(args).not.toContain('--single-process');
    } finally {
      rmSync(cache, { recursive: true, force: true });
    }
  },
);
