import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { beforeEach, describe, expect, test } from 'vitest';
import { ROOT } from '../support/sample.ts';
import { makeNewsletter, type Newsletter } from '../support/newsletter.ts';

const ID = '2023-06-14-blinken-beijing';
const FILES = ['letter.eml', 'letter.html', 'letter.mjml', 'letter.txt', 'report.json'];

let newsletter: Newsletter;
beforeEach(() => {
  newsletter = makeNewsletter();
});

const built = ({ folder }: Newsletter) => join(folder, 'dist', ID);

function hashes(of: Newsletter) {
  return FILES.map((file) =>
    createHash('sha256')
      .update(readFileSync(join(built(of), file)))
      .digest('hex'),
  );
}

describe('build', () => {
  test('writes the five files, with the same bytes in another folder', async () => {
    const other = makeNewsletter();
    expect((await newsletter.run(['build'])).code).toBe(0);
    const elsewhere = { TZ: 'Asia/Tokyo', LANG: 'de_DE.UTF-8' };
    expect((await other.run(['build', ID], elsewhere)).code).toBe(0);
    expect(readdirSync(built(newsletter)).sort()).toEqual(FILES);
    expect(hashes(other)).toEqual(hashes(newsletter));
  });

  test('makes the parts of letter.eml equal to the files next to it', async () => {
    await newsletter.run(['build']);
    const read = (file: string) => readFileSync(join(built(newsletter), file), 'utf8');
    const mail = await PostalMime.parse(read('letter.eml'));
    expect(mail.html?.replace(/\n$/, '')).toBe(read('letter.html'));
    expect(mail.text?.replace(/\n$/, '')).toBe(read('letter.txt'));
    expect(read('letter.mjml')).toMatch(/^<mjml lang="en-US"/);
  });

  test('prints the same JSON as it writes to report.json', async () => {
    const { stdout } = await newsletter.run(['build', '--json']);
    const report = JSON.parse(stdout) as Record<string, unknown>;
    expect(report).toEqual(
      JSON.parse(readFileSync(join(built(newsletter), 'report.json'), 'utf8')),
    );
    expect(report).toMatchObject({
      edition: ID,
      words: 437,
      notes: [{ code: 'edition/subject-proposal' }, { code: 'edition/photo-held-back' }],
    });
  });

  test('with --quiet leaves notes to the next command, so that `npm start` says each thing once', async () => {
    const manifest = readFileSync(join(ROOT, 'package.json'), 'utf8');
    const { start } = (JSON.parse(manifest) as { scripts: Record<string, string> }).scripts;
    const lines: string[] = [];
    for (const command of start?.split(' && ') ?? []) {
      const ran = await newsletter.run(command.split(' ').slice(2));
      expect(ran.code).toBe(0);
      lines.push(
        ...`${ran.stdout}\n${ran.stderr}`.split('\n').filter((line) => line.trim() !== ''),
      );
    }
    expect(lines.filter((line, index) => lines.indexOf(line) !== index)).toEqual([]);
    expect(lines.join('\n')).toContain('edition/photo-held-back');
  });

  test('reads another content folder', async () => {
    cpSync(newsletter.path('content'), newsletter.path('elsewhere'), {
      recursive: true,
    });
    rmSync(newsletter.path('content'), { recursive: true });
    expect((await newsletter.run(['build', '--content', 'elsewhere'])).code).toBe(0);
  });

  test('chooses the newest edition that is not in the future', async () => {
    const article =
      'A headline here\n\nThe story of the day, in one paragraph that is long enough.\n';
    newsletter.write('content/2023-06-15-later.txt', article);
    newsletter.write('content/2999-01-01-future.txt', article);
    const { stdout } = await newsletter.run(['build', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ edition: '2023-06-15-later' });
  });

  test('makes one edition from a folder of stories, led by the first by name', async () => {
    const story = (headline: string) => `${headline}\n\nThe story of it, told in a sentence.\n`;
    mkdirSync(newsletter.path('content', '2023-06-15-digest'));
    newsletter.write('content/2023-06-15-digest/2-next.txt', story('The next story'));
    newsletter.write('content/2023-06-15-digest/1-lead.txt', story('The lead story'));
    const { stdout } = await newsletter.run(['build', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      edition: '2023-06-15-digest',
      subject: 'The lead story',
    });
    const html = readFileSync(newsletter.path('dist/2023-06-15-digest/letter.html'), 'utf8');
    expect(html).toMatch(/<h1[^>]*>The lead story<\/h1>/);
    expect(html).toMatch(/<h2[^>]*>The next story<\/h2>/);
  });

  test("prefers the newsletter's own templates", async () => {
    const theme = newsletter.path('templates', 'morning');
    mkdirSync(theme, { recursive: true });
    cpSync(join(ROOT, 'templates', 'morning'), theme, { recursive: true });
    newsletter.write(
      'templates/morning/partials/headline.hbs',
      '<mj-section>\n  {{nothing}}\n</mj-section>\n',
    );
    const failed = await newsletter.run(['build']);
    expect(failed.code).toBe(2);
    expect(failed.stderr).toContain('templates/morning/partials/headline.hbs:2: ');
    expect(existsSync(built(newsletter))).toBe(false);
  });
});

test('a config is loaded next to a package.json of type CommonJS', async () => {
  newsletter.write('package.json', '{"type": "commonjs"}');
  const built = await newsletter.run(['build']);
  expect([built.code, built.stderr.includes('Warning')]).toEqual([0, false]);
});

describe('bad input', () => {
  const file = `content/${ID}.txt`;

  test.each([
    ['an empty file', '', 1, 'The article is empty'],
    ['only a headline', 'Only a headline\n', 1, 'The article has no story'],
    ['5 MB of text', `Headline\n\n${'word '.repeat(1_000_000)}`, undefined, 'larger than 1 MB'],
    ['a NUL byte', 'Headline\n\nA\0B\n', 3, 'U+0000'],
    ['Latin-1 bytes', Buffer.from('Headline\n\nCaf\xe9 society.\n', 'latin1'), 3, 'not UTF-8'],
    [
      'front matter that is not YAML',
      '---\nsubject: [\n---\nHeadline\n\nBody.\n',
      2,
      'front matter',
    ],
    [
      'a javascript: URL',
      '---\nsource: "javascript:alert(1)"\n---\nHeadline\n\nBody.\n',
      2,
      'must be an http or https URL',
    ],
  ])('%s is reported with its line, and nothing is written', async (_, content, line, words) => {
    newsletter.write(file, content);
    const failed = await newsletter.run(['build']);
    expect(failed.code).toBe(2);
    expect(failed.stderr).toContain(line === undefined ? `${file}: ` : `${file}:${line}: `);
    expect(failed.stderr).toContain(words);
    expect(failed.stderr).not.toMatch(/\bat .*\.ts:\d+/);
    expect(existsSync(newsletter.path('dist'))).toBe(false);
  });

  test('CRLF and a byte order mark make no difference to the letter', async () => {
    await newsletter.run(['build']);
    const html = readFileSync(join(built(newsletter), 'letter.html'), 'utf8');
    const source = readFileSync(newsletter.path(file), 'utf8');
    newsletter.write(file, `\ufeff${source.replaceAll('\n', '\r\n')}`);
    expect((await newsletter.run(['build'])).code).toBe(0);
    expect(readFileSync(join(built(newsletter), 'letter.html'), 'utf8')).toBe(html);
  });

  test('a setting of the wrong type is reported by its path', async () => {
    newsletter.write(
      'broadsheet.config.ts',
      `export default { name: 7, from: 'nobody', postalAddress: 'x', theme: { colors: { light: { ink: 'black' } } }, sned: 1 };`,
    );
    const failed = await newsletter.run(['build']);
    expect(failed.code).toBe(2);
    expect(failed.stderr).toMatch(
      / {2}name: .*\n {2}from: .*\n {2}theme\.colors\.light\.ink: .*\n {2}sned: unknown setting/,
    );
  });

  test("a config that can't be loaded and a missing one are errors", async () => {
    newsletter.write('broadsheet.config.ts', 'export default {{');
    const broken = await newsletter.run(['build']);
    expect([broken.code, broken.stderr.includes("broadsheet.config.ts can't be loaded")]).toEqual([
      2,
      true,
    ]);
    rmSync(newsletter.path('broadsheet.config.ts'));
    const missing = await newsletter.run(['build']);
    expect([missing.code, missing.stderr.includes('No broadsheet.config.ts')]).toEqual([2, true]);
  });

  test('a missing edition and an invalid name are errors', async () => {
    const missing = await newsletter.run(['build', '2023-06-15-nothing']);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain(`The newest: ${ID}.`);
    newsletter.write('content/notes.txt', 'Headline\n\nBody.\n');
    const misnamed = await newsletter.run(['build', 'content/notes.txt']);
    expect(misnamed.code).toBe(2);
    expect(misnamed.stderr).toContain('such as 2023-06-14-blinken-beijing.txt');
  });

  test('invalid rows of a list are reported with their lines, and the valid ones imported', async () => {
    newsletter.write(
      'list.csv',
      'email,name\nada@example.com,Ada\nnot-an-address,X\n"b@example.com","a\nb"\n\nc@example.com,C,too,many\nd@example.com,D\n',
    );
    const imported = await newsletter.run(['subscribers', 'import', 'list.csv']);
    expect(imported.code).toBe(1);
    expect(imported.stdout).toContain('3 added, 0 updated, 2 invalid rows skipped');
    for (const line of [3, 7]) expect(imported.stderr).toContain(`list.csv:${line}: `);
    const nothing = await newsletter.run(['subscribers', 'import', 'missing.csv']);
    expect([nothing.code, nothing.stderr.includes('There is no file missing.csv')]).toEqual([
      2,
      true,
    ]);
  });

  test('an unknown option and an unknown command are errors', async () => {
    const flag = await newsletter.run(['send', '--yess']);
    expect([flag.code, flag.stderr.includes('Did you mean --yes?')]).toEqual([2, true]);
    expect((await newsletter.run(['sned'])).code).toBe(2);
  });
});

test('--help loads neither MJML nor a config', async () => {
  rmSync(newsletter.path('broadsheet.config.ts'));
  const help = await newsletter.run(['--help'], { NODE_DEBUG: 'esm' });
  expect(help.code).toBe(0);
  expect(help.stdout).toContain('send [options] [edition]');
  expect(help.stderr).not.toMatch(/node_modules\/(mjml|juice|kysely|nodemailer)/);
});

test('check loads the parsers of CSS, colours and HTML, and build does not', async () => {
  const loads = async (command: string) => {
    const { stderr } = await newsletter.run([command], { NODE_DEBUG: 'esm' });
    const packages = stderr.matchAll(
      /node_modules\/(css-tree|culori|@bramus|linkedom|html-validate|caniemail)\//g,
    );
    return [...new Set(Array.from(packages, ([, name]) => name))].sort();
  };
  expect(await loads('build')).toEqual([]);
  expect(await loads('check')).toHaveLength(6);
});
