import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { beforeEach, describe, expect, test } from 'vitest';
import { newEdition, type NewOptions } from '../../../src/cli/commands/new.ts';
import { SAMPLE } from '../../support/sample.ts';
import { makeNewsletter, type Newsletter } from '../../support/newsletter.ts';

const NOW = new Date('2023-06-15T10:00:00Z');

let newsletter: Newsletter;
beforeEach(() => {
  newsletter = makeNewsletter({ content: false });
});

const content = (...names: string[]) => newsletter.path('content', ...names);

function make(input: string | Uint8Array, options: NewOptions = {}, file?: string) {
  const stdin = Readable.from([Buffer.from(input)]);
  return newsletter.call((io) => newEdition(file, options, io, stdin), {}, { time: NOW });
}

const STORY = 'The tide comes in\n\nIt came in, told in one sentence.\n';

describe('new', () => {
  test("keeps the bytes of the text, named by the date in the newsletter's time zone", async () => {
    const bytes = Buffer.from(`\ufeff${STORY.replaceAll('\n', '\r\n')}`);
    const { code, stdout } = await make(bytes);
    expect(code).toBe(0);
    expect(readFileSync(content('2023-06-15-the-tide-comes-in.txt')).equals(bytes)).toBe(true);
    expect(stdout).toContain('npx broadsheet preview 2023-06-15-the-tide-comes-in');
  });

  test('reads a file, and reports what was recognised in it', async () => {
    const { stdout, stderr } = await make('', { json: true, date: '2023-06-14' }, SAMPLE);
    expect(JSON.parse(stdout)).toMatchObject({
      edition: '2023-06-14-blinken-reschedules-trip-to-china-for-this-week-after',
      file: 'content/2023-06-14-blinken-reschedules-trip-to-china-for-this-week-after.txt',
      section: 'Politics',
      keyPoints: 3,
      words: 437,
    });
    expect(stderr).toContain('week-after.txt:9: A caption has no picture');
  });

  test('prefers the date in the front matter to the option', async () => {
    await make(`---\ndate: 2024-02-29\n---\n${STORY}`, { date: '2023-01-01' });
    expect(readdirSync(content())).toEqual(['2024-02-29-the-tide-comes-in.txt']);
  });

  test('does not overwrite an edition, whether a file or a folder', async () => {
    mkdirSync(content('2023-06-15-the-tide-comes-in'), { recursive: true });
    await expect(make(STORY)).rejects.toThrow('There is an edition 2023-06-15-the-tide-comes-in');
    rmSync(content('2023-06-15-the-tide-comes-in'), { recursive: true });
    writeFileSync(content('2023-06-15-the-tide-comes-in.txt'), 'mine');
    await expect(make(STORY)).rejects.toThrow('There is an edition 2023-06-15-the-tide-comes-in');
    expect(readFileSync(content('2023-06-15-the-tide-comes-in.txt'), 'utf8')).toBe('mine');
  });

  test.each([
    ['nothing', '', /standard input:1: The article is empty/],
    ['a NUL', 'Headline\n\nA\0B\n', /standard input:3: .*U\+0000/],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]), /standard input:1: .*not UTF-8/],
    ['more than a megabyte', `Headline\n\n${'word '.repeat(1_000_000)}`, /larger than 1 MB/],
    ['a headline of signs alone', '…!?\n\nA story of one sentence.\n', /no letter or digit/],
  ])('writes nothing from %s', async (_, input, fault) => {
    await expect(make(input)).rejects.toThrow(fault);
    expect(existsSync(content())).toBe(false);
  });

  test.each(['2023-06', '2023-02-30', '../2023-06-14', 'yesterday', ''])(
    'refuses the date %j',
    async (date) => {
      await expect(make(STORY, { date })).rejects.toThrow(`"${date}" is not a date.`);
    },
  );

  test('refuses a URL, a folder and a missing file', async () => {
    await expect(make('', {}, 'https://example.com/story')).rejects.toThrow('does not fetch');
    await expect(make('', {}, '.')).rejects.toThrow('There is no file .');
    await expect(make('', {}, 'missing.txt')).rejects.toThrow('There is no file missing.txt.');
  });

  test('reports that a folder is not writable', async () => {
    await expect(make(STORY, { content: 'broadsheet.config.ts' })).rejects.toThrow(
      /EEXIST|ENOTDIR/,
    );
  });

  test('prints no right-to-left override from a headline', async () => {
    const { stdout } = await make(`The \u202etide\n\nA story of one sentence.\n`);
    expect(stdout).toContain('The \ufffdtide');
  });
});
