import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { compareLetters } from '../../../src/app/approval/letter-diff.ts';
import { letterDiffLines } from '../../../src/cli/letter-diff.ts';
import { richText } from '../../../src/article/rich-text.ts';
import type { LetterFacts } from '../../../src/app/approval/letter-facts.ts';
import { editionWith, render } from '../../support/sample.ts';

const LETTER: LetterFacts = {
  edition: '2023-06-14-a',
  contentHash: 'a'.repeat(64),
  date: '2023-06-14',
  subject: 'One',
  preheader: 'Two',
  headers: ['From: briefing@example.com'],
  html: { bytes: 24_000, sha256: 'a'.repeat(64) },
  pictures: [],
  text: ['one', 'two', 'three', ''],
};

function shown(change: Partial<LetterFacts>): string {
  const after = { ...LETTER, contentHash: 'b'.repeat(64), ...change };
  const lines = letterDiffLines(LETTER, after);
  return stripVTControlCharacters(lines.join('\n'));
}

describe('the difference between two letters', () => {
  test('is empty for a letter and itself', () => {
    expect(compareLetters(LETTER, { ...LETTER })).toEqual({ same: true, changes: [], text: [] });
  });

  test('shows the text as a unified diff', () => {
    expect(shown({ text: ['one', 'TWO', 'three', ''] })).toBe(
      'Text:\n  @@ -1,3 +1,3 @@\n   one\n  -two\n  +TWO\n   three',
    );
  });

  test.each<[string, Partial<LetterFacts>, string]>([
    ['the date', { date: '2023-06-15' }, 'Date: 2023-06-14 → 2023-06-15'],
    ['the subject', { subject: 'Uno' }, 'Subject:\n  -One\n  +Uno'],
    ['the sender', { headers: [] }, 'Header fields:\n  -From: briefing@example.com'],
    [
      'a picture',
      { pictures: [{ name: 'a.jpg', bytes: 1234 }] },
      'Pictures:\n  +a.jpg (1,234 bytes)',
    ],
    [
      'the HTML alone',
      { html: { bytes: 24_001, sha256: 'b'.repeat(64) } },
      'HTML: changed, 24,000 → 24,001 bytes',
    ],
  ])('names %s', (_, change, words) => {
    expect(shown(change)).toBe(`${words}\nText: the same`);
  });

  test('says so if only the assembly of the parts differs', () => {
    expect(shown({})).toContain('another version of Broadsheet');
  });

  test('shows the other address of a link', async () => {
    const textWith = async (url: string) => {
      const text = [{ kind: 'link', url, children: richText('the report') }] as const;
      const blocks = [{ kind: 'paragraph', text, line: 1 }] as const;
      return (await render(editionWith({ blocks }))).text.split('\n');
    };
    const before = { ...LETTER, text: await textWith('https://example.com/a') };
    const after = { ...before, text: await textWith('https://example.com/b'), contentHash: 'b' };
    const lines = stripVTControlCharacters(letterDiffLines(before, after).join('\n'));
    expect(lines).toContain('  -[1] https://example.com/a\n  +[1] https://example.com/b');
  });

  test('contains no terminal control characters from a text', () => {
    expect(shown({ subject: 'a\u001b[2Jb\u202e' })).toContain('+a\ufffd[2Jb\ufffd');
  });

  test('gives up quickly on two texts that have nothing in common', () => {
    const text = Array.from({ length: 20_000 }, (_, line) => `other ${line}`);
    expect(
      compareLetters({ ...LETTER, text: text.map((line) => `${line}!`) }, LETTER).text,
    ).toEqual(null);
    expect(shown({ text })).toContain('too many differences');
  });
});
