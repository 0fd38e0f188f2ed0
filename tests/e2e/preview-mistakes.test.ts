import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { beforeEach, expect, test } from 'vitest';
import { makeNewsletter, type Newsletter } from '../support/newsletter.ts';

let newsletter: Newsletter;
beforeEach(() => {
  newsletter = makeNewsletter();
});

test('preview exits if its port is in use, and says so', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const refused = await newsletter.run(['preview', '--port', String(port)]);
  await new Promise((resolve) => other.close(resolve));
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('--port');
});

test.each([['99999'], ['x'], ['-1']])('"%s" is not a valid port', async (port) => {
  expect((await newsletter.run(['preview', `--port=${port}`])).code).toBe(2);
});

test.each([
  ['an edition that is not there', ['preview', '2023-01-01-none', '--port', '0']],
  ['an edition to export that is not there', ['preview', '2023-01-01-none', '--export', 'out']],
])('%s is a user error', async (_, args) => {
  const refused = await newsletter.run(args);
  expect(refused.code).toBe(2);
  expect(existsSync(newsletter.path('out'))).toBe(false);
});
