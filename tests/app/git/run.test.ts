import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gitIn, withoutLogins } from '../../../src/app/git/run.ts';
import { beginRepository, gitEnvironment } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function repository(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.txt'), 'a\n');
  beginRepository(folder);
  return folder;
}

function hook(folder: string, name: string, script: string): void {
  const file = join(folder, '.git', 'hooks', name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

describe('git', () => {
  test('is not led elsewhere by the variables of a hook or a script', async () => {
    const folder = repository();
    const other = repository();
    const env = {
      ...gitEnvironment(),
      GIT_DIR: join(other, '.git'),
      GIT_WORK_TREE: other,
      GIT_INDEX_FILE: join(other, 'index'),
      GIT_TRACE: join(other, 'trace'),
    };
    const { stdout } = await gitIn(folder, env)(['rev-parse', '--show-toplevel']);
    expect(stdout.toString().trim()).toBe(folder);
    expect(existsSync(join(other, 'trace'))).toBe(false);
  });

  test('runs a hook only where it is asked to', async () => {
    const folder = repository();
    hook(folder, 'pre-commit', 'touch ran');
    const git = gitIn(folder, gitEnvironment());
    const args = ['commit', '--quiet', '--allow-empty', '--message', 'Empty'];
    expect((await git(args)).code).toBe(0);
    expect(existsSync(join(folder, 'ran'))).toBe(false);
    await git(args, { hooks: true });
    expect(existsSync(join(folder, 'ran'))).toBe(true);
  });

  test('is stopped with everything that it has started when it takes too long', async () => {
    const folder = repository();
    hook(folder, 'pre-commit', 'sleep 30 && touch late');
    const git = gitIn(folder, gitEnvironment());
    const started = performance.now();
    const args = ['commit', '--quiet', '--allow-empty', '--message', 'Late'];
    const { code } = await git(args, { hooks: true, timeoutMs: 300 });
    expect(code).toBeNull();
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('fails at once where a server asks for a login', async () => {
    const folder = repository();
    const git = gitIn(folder, { ...gitEnvironment(), SSH_ASKPASS: '/bin/false' });
    const { code, said } = await git(['credential', 'fill'], {
      input: 'protocol=https\nhost=example.com\n\n',
      timeoutMs: 5000,
    });
    expect(code).toBe(128);
    expect(said).toMatch(/terminal prompts disabled|could not read/);
  });

  test('shows no password of a URL and no secret of the environment', async () => {
    const folder = repository();
    const env = { ...gitEnvironment(), GH_TOKEN: 'correct-horse' };
    hook(folder, 'pre-commit', 'echo correct-horse https://ada:p@ss@example.com/x >&2; exit 1');
    const args = ['commit', '--allow-empty', '--message', 'Secret'];
    const { said } = await gitIn(folder, env)(args, { hooks: true });
    expect(said).toBe('[hidden] https://example.com/x');
  });

  test('gives no hook the passwords of the newsletter', async () => {
    const folder = repository();
    hook(folder, 'pre-commit', 'env >&2; exit 1');
    const ours = {
      SMTP_URL: 'smtp://a:pass@example.com',
      DATABASE_URL: 'x',
      BROADSHEET_SECRET: 'y',
    };
    const env = { ...gitEnvironment(), ...ours, EDITION: 'kept' };
    const args = ['commit', '--allow-empty', '--message', 'Environment'];
    const { said } = await gitIn(folder, env)(args, { hooks: true });
    expect(said).toContain('EDITION=kept');
    expect(said).not.toMatch(/SMTP_|DATABASE_|BROADSHEET_/);
  });

  test('has hooks read texts in UTF-8, and speaks English itself', async () => {
    const folder = repository();
    hook(folder, 'pre-commit', 'locale charmap >&2; exit 1');
    const git = gitIn(folder, { ...gitEnvironment(), LANG: 'de_DE.UTF-8', LANGUAGE: 'de' });
    const args = ['commit', '--allow-empty', '--message', 'Encoding'];
    expect((await git(args, { hooks: true })).said).toBe('UTF-8');
    expect((await git(['rev-parse', 'nothing'])).said).toMatch(/^fatal: ambiguous argument/);
  });

  test('lets no program that signs ask in the terminal of the studio', async () => {
    const folder = repository();
    const program = join(folder, 'sign');
    writeFileSync(program, '#!/bin/sh\necho "terminal=$GPG_TTY" > "$0.log"; exit 1\n');
    chmodSync(program, 0o755);
    const git = gitIn(folder, { ...gitEnvironment(), GPG_TTY: '/dev/pts/1' });
    const settings = ['-c', `gpg.program=${program}`, '-c', 'user.signingKey=A'];
    await git([...settings, 'commit', '-S', '--allow-empty', '--message', 'Signed']);
    expect(readFileSync(`${program}.log`, 'utf8')).toBe('terminal=\n');
  });

  test('keeps the settings that a container gives in its environment', async () => {
    const env = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'user.name', GIT_CONFIG_VALUE_0: 'Kim' };
    const git = gitIn(temporaryFolder(), { ...gitEnvironment(), ...env });
    expect((await git(['config', 'user.name'])).stdout.toString()).toBe('Kim\n');
  });

  test('in a folder that is gone does not pass for a missing git', async () => {
    const git = gitIn(join(temporaryFolder(), 'gone'), gitEnvironment());
    await expect(git(['version'])).rejects.toMatchObject({
      message: 'The folder gone no longer exists.',
    });
  });

  test('that is not installed is a mistake with a remedy', async () => {
    const git = gitIn(temporaryFolder(), { PATH: '/nowhere' });
    await expect(git(['version'])).rejects.toMatchObject({
      message: 'git is not installed on this computer.',
    });
  });
});

test.each([
  ['https://ada:secret@example.com/a.git', 'https://example.com/a.git'],
  ['ssh://git@example.com:22/a.git', 'ssh://example.com:22/a.git'],
  ['https://example.com/a@b', 'https://example.com/a@b'],
  ['git@example.com:a.git', 'git@example.com:a.git'],
])('%s is shown as %s', (url, shown) => {
  expect(withoutLogins(url)).toBe(shown);
});
