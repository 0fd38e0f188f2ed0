import { join } from 'node:path';
import { parseTarGzip } from 'nanotar';
import { beforeAll, expect, test } from 'vitest';
import { packProgram } from '../../../src/app/init/pack.ts';
import { buildProgram } from '../../support/program.ts';
import { ROOT } from '../../support/sample.ts';

beforeAll(buildProgram, 240_000);

test('a packed program has the same bytes each time', async () => {
  const packed = await packProgram(ROOT);
  expect((await packProgram(ROOT)).equals(packed)).toBe(true);
});

test('a packed program contains what package.json lists, and no scripts that npm would ask about', async () => {
  const files = await parseTarGzip(await packProgram(ROOT));
  const names = files.map(({ name }) => name);
  for (const name of ['bin/broadsheet.js', 'dist/lib/cli.js', 'README.md', 'LICENSE']) {
    expect(names).toContain(`package/${name}`);
  }
  expect(names.filter((name) => /node_modules|\/src\/|\/tests\//.test(name))).toEqual([]);
  const manifest = files.find(({ name }) => name === join('package', 'package.json'))?.text ?? '';
  expect(JSON.parse(manifest)).toMatchObject({ name: 'broadsheet' });
  expect(Object.keys(JSON.parse(manifest) as object)).not.toEqual(
    expect.arrayContaining(['scripts']),
  );
});
