import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { makeNewsletter, SAMPLE_ID as ID } from '../support/newsletter.ts';
import { beginRepository, gitAt } from '../support/repository.ts';

test('a studio that is killed while it saves a version leaves a whole repository and the text', async () => {
  const newsletter = makeNewsletter();
  beginRepository(newsletter.folder);
  const story = `content/${ID}.txt`;
  newsletter.change(story, 'Wednesday', 'Thursday');
  const hook = newsletter.path('.git', 'hooks', 'pre-commit');
  writeFileSync(hook, '#!/bin/sh\ntouch .git/begun\nsleep 1\n');
  chmodSync(hook, 0o755);
  const running = newsletter.start(['preview', '--port', '0', '--no-open']);
  const [url] = await running.printed(/http:\/\/127\.0\.0\.1:\d+\//);
  const saving = fetch(`${url}editions/${ID}/versions/save`, {
    method: 'POST',
    headers: { origin: new URL(url).origin },
    body: new URLSearchParams({ message: 'Correct the day' }),
  }).catch(() => undefined);
  const isThere = (name: string) => existsSync(newsletter.path('.git', name));
  await vi.waitFor(() => {
    expect(isThere('begun')).toBe(true);
  }, 30_000);
  running.child.kill('SIGKILL');
  await Promise.all([running.ended, saving]);
  // Git goes on by itself.
  await vi.waitFor(() => {
    expect(isThere('index.lock')).toBe(false);
  }, 30_000);
  expect(newsletter.read(story)).toContain('Thursday');
  expect(gitAt(newsletter.folder, 'fsck', '--no-dangling')).toBe('');
  expect(gitAt(newsletter.folder, 'log', '--format=%s')).toBe('Correct the day\nBegin');
  expect(gitAt(newsletter.folder, 'status', '--porcelain')).toBe('');
});
