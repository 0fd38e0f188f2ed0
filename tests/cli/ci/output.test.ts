import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { cell, table, tellCi, type Told } from '../../../src/cli/ci/output.ts';
import { errorSummary, problemSummary } from '../../../src/cli/ci/summary.ts';
import { ProblemsError } from '../../../src/app/problems-error.ts';
import { problem } from '../../../src/base/problem.ts';
import { UserError } from '../../../src/base/user-error.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
const notes: string[] = [];
beforeEach(() => {
  folder = temporaryFolder();
  notes.length = 0;
});

const outputFile = () => join(folder, 'output');
const summaryFile = () => join(folder, 'summary');

function tell(told: Told, env: Record<string, string> = {}): void {
  const files = { GITHUB_OUTPUT: outputFile(), GITHUB_STEP_SUMMARY: summaryFile() };
  tellCi(
    { env: { ...files, ...env }, note: (line) => notes.push(line), redact: (text) => text },
    told,
  );
}

test('outputs and summaries are appended to existing files', () => {
  tell({ outputs: { edition: '2023-06-14-x', accepted: 3 }, summary: '# One' });
  tell({ outputs: { exit: 0 }, summary: '# Two' });
  expect(readFileSync(outputFile(), 'utf8')).toBe('edition=2023-06-14-x\naccepted=3\nexit=0\n');
  expect(readFileSync(summaryFile(), 'utf8')).toBe('# One\n\n# Two\n\n');
});

test('nothing is written if the variables are unset or empty', () => {
  tellCi(
    { env: {}, note: (line) => notes.push(line), redact: (text) => text },
    { outputs: { exit: 0 }, summary: 'x' },
  );
  tell({ outputs: { exit: 0 }, summary: 'x' }, { GITHUB_OUTPUT: '', GITHUB_STEP_SUMMARY: '' });
  expect(() => readFileSync(outputFile())).toThrow('ENOENT');
  expect(notes).toEqual([]);
});

test('a file that is not writable is a warning', () => {
  tell({ outputs: { exit: 0 } }, { GITHUB_OUTPUT: join(folder, 'no', 'such', 'folder') });
  expect(notes).toEqual([
    expect.stringMatching(/Can't write the file that GITHUB_OUTPUT names: ENOENT/),
  ]);
});

test.each(['\n', '\r\n', '\r', '\u0085', '\u2028', '\u2029', '\0', '\v'])(
  "a subject with %j can't write another output",
  (end) => {
    tell({ outputs: { subject: `Talks${end}exit=0${end}accepted<<X`, exit: 1 } });
    const lines = readFileSync(outputFile(), 'utf8').split(/[\n\r\u0085\u2028\u2029]/);
    expect(lines).toEqual(['subject=Talks exit=0 accepted<<X', 'exit=1', '']);
  },
);

test.each([
  ['a row of its own', 'a\n| b | c |', 'a &#124; b &#124; c &#124;'],
  ['HTML', '<img src=x onerror=1>&amp;', '&lt;img src=x onerror=1&gt;&amp;amp;'],
  ['a picture', '![x](//e.example)', '\\!\\[x\\]\\(//e\\.example\\)'],
  ['a link', 'https://e.example www.e.example', 'https\\://e\\.example www\\.e\\.example'],
  ['code or emphasis', '`a` **b** _c_ ~d~ $e$', '\\`a\\` \\*\\*b\\*\\* \\_c\\_ \\~d\\~ \\$e\\$'],
  ['a person', '@someone #1', '\\@someone \\#1'],
  ['its own escape', 'a\\', 'a\\\\'],
  ['another direction', 'a\u202eb\u2066c', 'a b c'],
  ['half a pair', 'a\ud83d', 'a'],
])("a table cell can't contain %s", (_, hostile, shown) => {
  expect(cell(hostile)).toBe(shown);
});

test('words of every script are unchanged', () => {
  for (const words of ['Ägypten – “Friede”', 'محادثات بكين', 'می‌شود', '👩‍🚀 北京'])
    expect(cell(words)).toBe(words);
});

test('a long cell is cut between characters', () => {
  expect(cell('😀'.repeat(1000))).toBe(`${'😀'.repeat(400)}…`);
});

test('cells become a table', () => {
  expect(table(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |');
});

test('problems are shown with code, place and remedy, at most fifty', () => {
  const one = problem('article/picture', { file: 'content/a|b.txt', line: 3 }, '<b>bold</b>');
  const summary = problemSummary(
    '2023-06-14-x',
    Array.from({ length: 60 }, () => one),
  );
  expect(summary).toMatch(/^### ❌ 2023-06-14-x: 60 errors, 0 warnings, 0 notes\n\n/);
  expect(summary).toContain('| ❌ | article/picture | content/a&#124;b\\.txt\\:3 |');
  expect(summary).not.toContain('<b>');
  expect(summary.match(/^\| ❌/gm)).toHaveLength(50);
  expect(summary).toMatch(/… and 10 more\.$/);
});

test('without problems there is one line', () => {
  expect(problemSummary('x', [])).toBe('### ✅ x: 0 errors, 0 warnings, 0 notes');
});

test('a user error is shown with its remedy, a bug without its message', () => {
  expect(errorSummary(new UserError('No <list>.', 'Import one.'), 2)).toBe(
    '### ❌ No &lt;list&gt;\\.\n\nImport one\\.',
  );
  expect(errorSummary(new ProblemsError([problem('article/empty')]), 2)).toContain('article/empty');
  expect(errorSummary(new Error('unknown option'), 2)).toBe('### ❌ unknown option');
  expect(errorSummary(new Error('secret'), 3)).not.toContain('secret');
});
