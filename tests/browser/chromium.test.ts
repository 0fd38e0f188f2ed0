import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openBrowser } from '../../src/browser/chromium.ts';
import { registryBrowser } from '../../src/browser/registry.ts';

const onLinux = process.platform === 'linux' && process.arch === 'x64';

test('a browser that CHROME_PATH names and that is not there is told with a remedy', async () => {
  const opened = await openBrowser({ env: { CHROME_PATH: '/nowhere/chrome' } });
  expect(opened).toMatchObject({
    ok: false,
    reason: expect.stringContaining('/nowhere/chrome') as string,
    remedy: expect.stringMatching(/CHROME_PATH/) as string,
  });
});

test.runIf(onLinux)('a cache that cannot be written is told, and nothing is thrown', async () => {
  expect(await registryBrowser({ XDG_CACHE_HOME: '/dev/null' })).toMatchObject({
    ok: false,
    reason: expect.stringContaining('/dev/null/broadsheet') as string,
  });
});

test.runIf(onLinux)('is unpacked once, whoever comes first', async () => {
  const cache = mkdtempSync(join(tmpdir(), 'broadsheet-cache-'));
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
});
