import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { spamAssassin } from '../../../src/app/checks/spamassassin.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();

/** A program of this name in the place of the real one. */
function install(script: string): { PATH: string } {
  const file = join(folder, 'spamassassin');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
}

const LONG = Buffer.from(`Subject: A\r\n\r\n${'word '.repeat(200_000)}`);

describe('SpamAssassin', () => {
  test('reads the message on standard input and must not use the network', async () => {
    const answer = await spamAssassin(install('echo "$@"; cat'))(LONG);
    expect(answer).toEqual({ ok: true, message: Buffer.concat([Buffer.from('-t -L\n'), LONG]) });
  });

  test('is reported if it is not installed', async () => {
    const answer = await spamAssassin({ PATH: '/nonexistent' })(LONG);
    expect(answer).toEqual({ ok: false, reason: 'there is no command spamassassin' });
  });

  test('is reported with its exit code if it stops before it has read everything', async () => {
    expect(await spamAssassin(install('exit 3'))(LONG)).toEqual({
      ok: false,
      reason: 'it ended with code 3',
    });
  });

  test('is not waited for if it does not finish', async () => {
    expect(await spamAssassin(install('sleep 3; echo late'), 200)(LONG)).toEqual({
      ok: false,
      reason: 'no answer in 0.2 s',
    });
  });
});
