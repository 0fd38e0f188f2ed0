import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import {
  fieldName,
  headerLength,
  headerValue,
  readHeader,
  splitHeader,
} from '../../src/mime/read-header.ts';
import { header } from '../../src/mime/write-header.ts';

describe('readHeader', () => {
  test.each([
    ['CRLF', '\r\n'],
    ['LF', '\n'],
  ])('unfolds fields and stops at the empty line, with %s', (_, end) => {
    const lines = ['Subject: One', '\ttwo', 'TO:a@example.com', '', 'X-Body: no', ''];
    const expected = [
      { name: 'Subject', value: 'One\ttwo' },
      { name: 'TO', value: 'a@example.com' },
    ];
    expect(readHeader(lines.join(end))).toEqual(expected);
    expect(readHeader(Buffer.from(lines.join(end)))).toEqual(expected);
  });

  test('keeps the order of fields and every field with the same name', () => {
    const fields = readHeader('Received: b\r\nSubject: x\r\nReceived: a: 1\r\n\r\n');
    expect(fields.map(({ value }) => value)).toEqual(['b', 'x', 'a: 1']);
    expect(headerValue(fields, 'RECEIVED')).toBe('b');
    expect(headerValue(fields, 'Date')).toBeUndefined();
  });

  test('skips lines that are not fields', () => {
    expect(readHeader('')).toEqual([]);
    expect(readHeader('no colon here\n: no name\n folded\nA: b')).toEqual([
      { name: 'A', value: 'b' },
    ]);
  });

  test('reads a header of 100,000 fields', () => {
    expect(readHeader('A: b\r\n'.repeat(100_000))).toHaveLength(100_000);
  });

  test('reads what `header` wrote, as postal-mime does', async () => {
    const word = fc.stringMatching(/^[!-9;-~]{1,40}$/);
    const field = fc.tuple(
      fc.stringMatching(/^X-[A-Za-z]{1,20}$/),
      fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(' ')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(field, { minLength: 1, maxLength: 8 }), async (fields) => {
        const message = `${fields.map(([name, value]) => header(name, value)).join('')}\r\nbody`;
        const read = readHeader(message);
        expect(read.map(({ name, value }) => [name, value])).toEqual(fields);
        const { headers } = await PostalMime.parse(message);
        expect(read.map(({ name }) => name.toLowerCase())).toEqual(headers.map(({ key }) => key));
      }),
    );
  });
});

test.each([
  ['A: b\r\n\r\nbody', 4],
  ['A: b\n\nbody', 4],
  ['A: b\r\n\nbody', 4],
  ['A: b\n\r\nbody', 4],
  ['A: b', 4],
  ['', 0],
])('headerLength(%j) is %i', (message, length) => {
  expect(headerLength(message)).toBe(length);
  expect(headerLength(Buffer.from(message))).toBe(length);
});

test('splitHeader loses no byte of a header', () => {
  const raw = 'A: b\r\n c\r\nB:\tx \r\n\r\n';
  const fields = splitHeader(raw);
  expect(fields).toEqual(['A: b\r\n c\r\n', 'B:\tx \r\n', '\r\n']);
  expect(fields.map(fieldName).slice(0, 2)).toEqual(['A', 'B']);
});
