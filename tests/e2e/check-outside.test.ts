import { chmodSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeWorkspace, type TestWorkspace } from './workspace.ts';

let workspace: TestWorkspace;
let url = '';
const server = createServer((request, response) => {
  response.writeHead(request.url === '/' ? 200 : 404).end();
});

beforeEach(async () => {
  workspace = makeWorkspace();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  workspace.remove();
  server.close();
});

/** The newsletter's home is this page of the server. */
function moveHome(path: string): void {
  const file = 'broadsheet.config.ts';
  const config = readFileSync(join(workspace.folder, file), 'utf8');
  workspace.write(file, config.replace('https://example.com/', `${url}${path}`));
}

async function check(...args: readonly string[]) {
  const ran = await workspace.run(['check', '--json', ...args], { PATH: workspace.folder });
  const { problems } = JSON.parse(ran.stdout) as { problems: { code: string }[] };
  return { exit: ran.code, codes: problems.map(({ code }) => code) };
}

test('check asks no page and no spam filter unless it is told to', async () => {
  moveHome('/gone');
  expect(await check()).toEqual({ exit: 0, codes: ['edition/photo-held-back'] });
});

test('check --online fails where a page is not there, and not where it is', async () => {
  moveHome('/gone');
  expect(await check('--online')).toEqual({
    exit: 1,
    codes: ['edition/photo-held-back', 'link/unreachable'],
  });
  workspace.write(
    'broadsheet.config.ts',
    readFileSync(join(workspace.folder, 'broadsheet.config.ts'), 'utf8').replace('/gone', '/'),
  );
  expect((await check('--online')).exit).toBe(0);
});

test('check --spam says that there is no filter, and what one says', async () => {
  moveHome('/');
  expect((await check('--spam')).codes).toContain('letter/spam-unasked');
  workspace.write(
    'spamassassin',
    '#!/bin/sh\nprintf "X-Spam-Status: Yes, score=9.1 required=5.0 tests=A_RULE\\n\\n"\n',
  );
  chmodSync(join(workspace.folder, 'spamassassin'), 0o755);
  const { exit, codes } = await check('--spam');
  // A warning: what a filter thinks of a letter is for the editor to judge.
  expect([exit, codes]).toEqual([0, ['edition/photo-held-back', 'letter/spam']]);
});
