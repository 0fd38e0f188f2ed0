import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseArticle } from '../../../src/article/parse.ts';
import { fieldsOf, withFields } from '../../../src/app/editing/fields.ts';
import { bytesOf, layoutOf, textOf, withBody, withYaml } from '../../../src/app/editing/layout.ts';
import { FIELD_NAMES, type FieldName } from '../../../src/studio/writing.ts';

const HOSTILE = [
  'none',
  'null',
  '~',
  'true',
  '0x1f',
  '1e3',
  '2023-06-14',
  'Talks: what comes next',
  'Issue #1 of 2',
  '#hashtag',
  '# comment',
  'He said "no" to it',
  '"No", he said',
  "'tis",
  "it's 'so'",
  '- a dash',
  '-',
  '? question',
  '[a] list',
  '{a: b}',
  '*alias',
  '&anchor',
  '!tag',
  '| block',
  '> folded',
  '% directive',
  '@at',
  '`tick`',
  'ends with colon:',
  'back\\slash \\n',
  '---',
  '...',
  '<script>alert(1)</script>',
  '‮right to left',
  'no\u00a0break',
  '😀 👩‍👩‍👧',
  'x'.repeat(3000),
];

const value = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...Array.from('":#\'-[]{}&*!|>%@` \\,?\t\n\r\u0085\u2028a')) }),
);

/** Lines of front matter that a person may have written. */
const line = fc.constantFrom(
  '# a comment',
  'unknown: 1',
  'nested:\n  deeper: x\n  list: [a, b]',
  'section: World',
  'subject: "Own: subject" # keep this',
  "credit: 'It''s hers'",
  'keyPoints:\n  - One\n  # between\n  - "Two: two"',
  'caption: |\n  # not a comment\n  Two lines',
  'alt: >-\n  folded\n  text',
  'dek: He said "no"',
  '',
);

const keyIn = (text: string) => /^\w+(?=:)/.exec(text)?.[0] ?? text;
const yaml = fc
  .uniqueArray(line, { selector: keyIn, maxLength: 8 })
  .map((lines) => lines.join('\n'));

/** A value as a person sees it again. */
const shown = (name: FieldName, text: string) => {
  const line = (each: string) =>
    each
      .toWellFormed()
      .replace(/[\t\n\r\v\f\u0085\u2028\u2029]+/g, ' ')
      .trim();
  if (name !== 'keyPoints') return line(text);
  return text
    .split(/\r\n|[\n\r]/)
    .map(line)
    .filter((each) => each !== '')
    .join('\n');
};

describe('a field that is changed', () => {
  test('reads as it was typed, and no other field changes', () => {
    fc.assert(
      fc.property(yaml, fc.constantFrom(...FIELD_NAMES), value, (before, name, typed) => {
        const after = withFields(before, { [name]: typed });
        const fields = fieldsOf(before);
        expect(after === undefined).toBe(fields === undefined);
        if (after === undefined) return;
        expect(fieldsOf(after)).toEqual({ ...fields, [name]: shown(name, typed) });
      }),
      { numRuns: 2000 },
    );
  });

  test('leaves every line of another key and every comment as it was', () => {
    fc.assert(
      fc.property(yaml, fc.constantFrom(...FIELD_NAMES), value, (before, name, typed) => {
        const after = withFields(before, { [name]: typed });
        const isOther = (text: string) => text !== '' && !text.startsWith(`${name}:`);
        const kept = (after ?? '').split('\n').map((each) => each.trim());
        const parts = before.split(/\n(?! )/).filter(isOther);
        const lines = parts.flatMap((part) => part.split('\n'));
        for (const each of lines) expect(kept).toContain(each.trim());
      }),
      { numRuns: 500 },
    );
  });

  test('is not written again when it stays the same', () => {
    fc.assert(
      fc.property(yaml, (before) => {
        expect(withFields(before, fieldsOf(before) ?? {})).toBe(before);
      }),
    );
  });

  test.each(HOSTILE.filter((each) => each !== 'none' && each.length <= 2000))(
    'is read by the letter as well: %s',
    (typed) => {
      const after = withFields('', { subject: typed, keyPoints: `One\n${typed}` }) ?? '';
      const parsed = parseArticle(Buffer.from(`---\n${after}\n---\n\n# A\n\nB.\n`), 'a.md');
      expect(parsed.ok && parsed.value.settings.subject).toBe(typed);
    },
  );

  test('keeps the comment behind it, and the lines of the points that stay', () => {
    const before =
      'subject: "A" # why\nkeyPoints:\n    -   One\n    # between\n    -   Two\nalt: x';
    const after = withFields(before, { subject: 'B #2', keyPoints: 'One\nNew: point\nTwo' });
    expect(after).toBe(
      'subject: "B #2" # why\nkeyPoints:\n    -   One\n    # between\n    - "New: point"\n    -   Two\nalt: x',
    );
  });

  test('of another picture removes the pixels of the one before', () => {
    const before = 'image: a.jpg\nimageWidth: 10\nimageHeight: 20\nalt: A';
    expect(withFields(before, { image: 'b.jpg' })).toBe('image: b.jpg\nalt: A');
  });

  test.each([
    ['a list where a text belongs', 'section: [a, b]'],
    ['a key that occurs twice', 'section: a\nsection: b'],
    ['an alias', 'a: &x y\nsection: *x'],
    ['one map in braces', '{section: a}'],
    ['a comment that was hardly meant as one', 'alt: Issue # 1'],
    ['broken YAML', 'section: "a'],
    ['deep nesting', `a: ${'['.repeat(20_000)}`],
  ])('is refused in front matter with %s', (_, before) => {
    expect(withFields(before, { section: 'New' })).toBeUndefined();
  });
});

describe('the lines of a file', () => {
  const text = fc.string({
    unit: fc.constantFrom(
      'a',
      '-',
      '---\n',
      '\n',
      '\r\n',
      '\r',
      '\u2028',
      '\ufeff',
      'key: x\n',
      ' ',
    ),
  });
  const need = (bytes: Buffer) => layoutOf(bytes) ?? expect.unreachable('It is UTF-8.');

  test('are the same bytes when nothing is changed', () => {
    fc.assert(
      fc.property(text, (file) => {
        expect(bytesOf(need(Buffer.from(file))).toString()).toBe(file);
      }),
    );
  });

  test('have the body that was typed, below the same front matter', () => {
    fc.assert(
      fc.property(text, text, (file, typed) => {
        const before = need(Buffer.from(file));
        // What is typed at the top of a file without front matter may be front matter.
        fc.pre(before.front !== undefined || !/^\ufeff?---/.test(typed));
        fc.pre(before.mark !== '' || !typed.startsWith('\ufeff') || before.front !== undefined);
        const after = need(bytesOf(withBody(before, typed)));
        expect(textOf(after.body)).toBe(typed.replace(/\r\n|[\n\r\u2028]/g, '\n'));
        expect(after.front && textOf(after.front.yaml)).toBe(
          before.front && textOf(before.front.yaml),
        );
      }),
    );
  });

  test('keep the line breaks and the byte order mark of the file', () => {
    const file = '\ufeff---\r\nsection: A\r\n---\r\n\r\nOne\r\nTwo\nThree\r\n';
    const before = need(Buffer.from(file));
    const after = withBody(withYaml(before, 'section: B'), 'One\nTwo\nNew\nThree\n');
    expect(bytesOf(after).toString()).toBe(
      '\ufeff---\r\nsection: B\r\n---\r\n\r\nOne\r\nTwo\nNew\r\nThree\r\n',
    );
  });

  test('lose the front matter when its last key goes, unless a rule would take its place', () => {
    const without = (file: string) => bytesOf(withYaml(need(Buffer.from(file)), '')).toString();
    expect(without('---\nsection: A\n---\n\nText')).toBe('Text');
    expect(without('---\nsection: A\n---\n\n---\nText\n---')).toBe('---\n---\n\n---\nText\n---');
  });
});
