import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { machineNode } from '../../../src/app/init/machine-node.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function nodeIn(folder: string, script: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'node');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return folder;
}

test('the Node of the machine is the first on the path that no package brings', async () => {
  const base = temporaryFolder();
  const PATH = [
    join(base, 'empty'),
    nodeIn(join(base, 'node_modules', '.bin'), 'echo v24.1.0'),
    nodeIn(join(base, 'bin'), 'echo v20.1.0'),
    nodeIn(join(base, 'other'), 'echo v22.1.0'),
  ].join(delimiter);
  expect(await machineNode({ PATH })).toBe(20);
});

test('a machine without Node, or with one that does not run, has none', async () => {
  const base = temporaryFolder();
  expect(await machineNode({})).toBeUndefined();
  expect(await machineNode({ PATH: base })).toBeUndefined();
  expect(await machineNode({ PATH: nodeIn(join(base, 'broken'), 'exit 1') })).toBeUndefined();
});
