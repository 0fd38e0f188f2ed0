import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeWorkspace, type TestWorkspace } from './workspace.ts';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = makeWorkspace();
});
afterEach(() => {
  workspace.remove();
});

test('a port that is taken is told, and the command ends', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const refused = await workspace.run(['preview', '--port', String(port)]);
  await new Promise((resolve) => other.close(resolve));
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('--port');
});

test.each([['99999'], ['x'], ['-1']])('"%s" is no port', async (port) => {
  expect((await workspace.run(['preview', `--port=${port}`])).code).toBe(2);
});

test.each([
  ['an edition that is not there', ['preview', '2023-01-01-none', '--port', '0']],
  ['an edition to export that is not there', ['preview', '2023-01-01-none', '--export', 'out']],
])('%s is the user’s mistake', async (_, args) => {
  const refused = await workspace.run(args);
  expect(refused.code).toBe(2);
  expect(existsSync(join(workspace.folder, 'out'))).toBe(false);
});
