import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ROOT } from '../support/sample.ts';
import { makeNewsletter, type Newsletter } from '../support/newsletter.ts';
import { buildProgram, pathWithNode } from '../support/program.ts';

let newsletter: Newsletter;
beforeAll(buildProgram, 240_000);
beforeEach(() => {
  newsletter = makeNewsletter();
  rmSync(newsletter.path('content'), { recursive: true });
  rmSync(newsletter.path('broadsheet.config.ts'));
});

const read = (file: string) => readFileSync(newsletter.path(file), 'utf8');

describe('init', () => {
  test('creates a newsletter that passes all checks without a note and can be sent', async () => {
    const made = await newsletter.run(['init', '--yes', '--json']);
    expect(made.code).toBe(0);
    const { written, kept, next } = JSON.parse(made.stdout) as Record<string, string[]>;
    expect(kept).toEqual([]);
    expect(next).toHaveLength(3);
    for (const file of written ?? []) expect(read(file)).not.toBe('');
    expect(read('.gitignore').split('\n')).toContain('.env');
    const checked = await newsletter.run(['check', '--json']);
    expect(JSON.parse(checked.stdout)).toMatchObject({ problems: [] });
    const sent = await newsletter.run(['send', '--json']);
    expect(JSON.parse(sent.stdout)).toMatchObject({ sent: 5, states: { accepted: 5 } });
  });

  test('writes any name into the config unchanged', async () => {
    const name = `O'Neil's "Brief" \\ \`\${process.exit(9)}\` \u2028 '); throw 1; //`;
    const options = ['--from', 'néws@example.com', '--postal-address', '1 Пример, "Город"'];
    await newsletter.run(['init', '--name', name, ...options]);
    const built = await newsletter.run(['build', '--json']);
    expect(built.code, built.stderr).toBe(0);
    const { edition } = JSON.parse(built.stdout) as { edition: string };
    const text = read(`dist/${edition}/letter.txt`);
    expect(text).toContain(`O'Neil's "Brief" \\ \`\${process.exit(9)}\``);
    expect(text).toContain('1 Пример, "Город"');
  });

  test('overwrites no file, and lists the files that it kept', async () => {
    newsletter.write('package.json', '{"name": "mine"}');
    newsletter.write('.gitignore', 'mine');
    const made = await newsletter.run(['init', '--yes']);
    expect(made.stderr).toContain('package.json exists already');
    expect(made.stdout).toMatch(/npm install \.\/vendor\/broadsheet-\d+\.\d+\.\d+\.tgz\n/);
    expect([read('package.json'), read('.gitignore')]).toEqual(['{"name": "mine"}', 'mine']);
  });

  test('refuses a folder that has a config, and writes nothing there', async () => {
    mkdirSync(newsletter.path('old'));
    newsletter.write('old/broadsheet.config.mjs', 'export default {};');
    const refused = await newsletter.run(['init', 'old', '--yes']);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('already')]);
    expect(readdirSync(newsletter.path('old'))).toEqual(['broadsheet.config.mjs']);
  });

  test('installs a newer Node for the newsletter if the machine has an older one', async () => {
    const { PATH = '' } = process.env;
    const manifest = async (folder: string, env: Readonly<Record<string, string>>) => {
      await newsletter.run(['init', folder, '--yes'], env);
      return JSON.parse(read(`${folder}/package.json`)) as Record<string, unknown>;
    };
    newsletter.write('bin/node', '#!/bin/sh\necho v20.1.0\n');
    chmodSync(newsletter.path('bin/node'), 0o755);
    const older = { PATH: `${newsletter.path('bin')}:${PATH}` };
    expect(await manifest('older', older)).toMatchObject({
      devDependencies: { node: '^24' },
      allowScripts: { node: true },
    });
    expect(await manifest('newer', { PATH: pathWithNode() })).not.toHaveProperty('devDependencies');
  });

  test('names the browser that checks would use', async () => {
    const made = await newsletter.run(['init', 'a', '--yes'], { CHROME_PATH: '/opt/chrome' });
    expect(made.stdout).toMatch(/`check --browser` and .* use \/opt\/chrome\./);
  });

  test('copies the themes with --templates', async () => {
    await newsletter.run(['init', 'deep/er', '--yes', '--templates']);
    const files = (folder: string) => readdirSync(folder, { recursive: true }).sort();
    expect(files(newsletter.path('deep/er/templates'))).toEqual(files(join(ROOT, 'templates')));
  });

  test('writes workflows with the cron lines of its config', async () => {
    const made = await newsletter.run(['init', '--yes', '--ci', 'github', '--json'], {
      TZ: 'America/New_York',
    });
    const { written } = JSON.parse(made.stdout) as { written: string[] };
    expect(written).toEqual(
      expect.arrayContaining(['.github/workflows/check.yml', '.github/workflows/send.yml']),
    );
    const planned = await newsletter.run(['schedule', '--json']);
    const { cron } = JSON.parse(planned.stdout) as { cron: string[] };
    expect(cron).toEqual(['7 10,11 * * *', '27 10,11 * * *', '57 10-14 * * *']);
    for (const line of cron)
      expect(read('.github/workflows/send.yml')).toContain(`cron: '${line}'`);
  });

  test.each([
    ['nobody to ask', [], /--yes/],
    ['an address that is none', ['--yes', '--from', 'nobody'], /--from: .* has no @/],
    ['an empty name', ['--yes', '--name', ' '], /--name: must not be empty/],
    ['a name of two lines', ['--yes', '--name', 'a\nb'], /--name: must be one line/],
    ['a postal address too long', ['--yes', '--postal-address', 'x'.repeat(501)], /at most 500/],
  ])('refuses %s, and writes nothing', async (_, options, fault) => {
    const refused = await newsletter.run(['init', ...options]);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(fault)]);
    expect(readdirSync(newsletter.folder)).toEqual([]);
  });

  test('reports that a folder is not writable', async () => {
    newsletter.write('file', '');
    const refused = await newsletter.run(['init', 'file', '--yes']);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining('a file is in the place of a folder'),
    ]);
    expect(existsSync(newsletter.path('content'))).toBe(false);
  });
});
