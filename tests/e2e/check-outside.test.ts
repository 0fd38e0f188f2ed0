import { chmodSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeNewsletter, type Newsletter } from '../support/newsletter.ts';

let newsletter: Newsletter;
let url = '';
const server = createServer((request, response) => {
  response.writeHead(request.url === '/' ? 200 : 404).end();
});

beforeEach(async () => {
  newsletter = makeNewsletter();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.close();
});

/** The newsletter's home is this page of the server. */
function moveHome(path: string): void {
  const file = 'broadsheet.config.ts';
  const config = readFileSync(newsletter.path(file), 'utf8');
  newsletter.write(file, config.replace('https://example.com/', `${url}${path}`));
}

async function check(...args: readonly string[]) {
  const ran = await newsletter.run(['check', '--json', ...args], { PATH: newsletter.folder });
  const { problems } = JSON.parse(ran.stdout) as { problems: { code: string }[] };
  return { exit: ran.code, codes: problems.map(({ code }) => code) };
}

test('check requests no page and runs no spam filter by default', async () => {
  moveHome('/gone');
  expect(await check()).toEqual({
    exit: 0,
    codes: ['edition/subject-proposal', 'edition/photo-held-back'],
  });
});

test('check --online fails if a page is missing, and passes if it exists', async () => {
  moveHome('/gone');
  expect(await check('--online')).toEqual({
    exit: 1,
    codes: ['edition/subject-proposal', 'edition/photo-held-back', 'link/unreachable'],
  });
  newsletter.write(
    'broadsheet.config.ts',
    readFileSync(newsletter.path('broadsheet.config.ts'), 'utf8').replace('/gone', '/'),
  );
  expect((await check('--online')).exit).toBe(0);
});

test('check --spam reports a missing SpamAssassin, and what an installed one finds', async () => {
  moveHome('/');
  expect((await check('--spam')).codes).toContain('letter/spam-unasked');
  newsletter.write(
    'spamassassin',
    '#!/bin/sh\nprintf "X-Spam-Status: Yes, score=9.1 required=5.0 tests=A_RULE\\n\\n"\n',
  );
  chmodSync(newsletter.path('spamassassin'), 0o755);
  const { exit, codes } = await check('--spam');
  // A warning: what a filter thinks of a letter is for the editor to judge.
  expect([exit, codes]).toEqual([
    0,
    ['edition/subject-proposal', 'edition/photo-held-back', 'letter/spam'],
  ]);
});
