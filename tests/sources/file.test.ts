import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { readFile, readStandardInput } from '../../src/sources/file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function read(name: string, content: string | Buffer) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), content);
  const result = await readFile(name, folder);
  return result.ok
    ? result.value.kind
    : result.problems.map(({ code, detail }) => `${code}: ${detail ?? ''}`).join();
}

describe('a file', () => {
  test.each([
    ['story.txt', 'Talks resume', 'text'],
    ['story', 'Talks resume', 'text'],
    ['story.md', '# Talks resume', 'markdown'],
    ['story.HTM', 'Talks resume', 'html'],
    ['story', '<!DOCTYPE html><p>Talks', 'html'],
    ['paste.txt', '<meta charset="utf-8"><b style="font-weight:normal">Talks</b>', 'html'],
    ['story.docx', Buffer.from('PK\x03\x04 … word/document.xml'), 'word'],
    ['story.txt', Buffer.from('PK\x03\x04 … word/document.xml'), 'word'],
    ['story.docx', 'Talks resume', 'source/kind: it is not a Word file, whatever its name says'],
    [
      'story.doc',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      'source/kind: it is an old Word file (.doc)',
    ],
    ['story.txt', '%PDF-1.7', 'source/kind: it is a PDF'],
    ['story.html', Buffer.alloc(5_000_001, ' '), 'source/too-large: more than 5 MB'],
    ['story.txt', 'R&D <b> is no page', 'text'],
  ])('%s that begins with %s is read as: %s', async (name, content, expected) => {
    expect(await read(name, content)).toBe(expected);
  });

  test('that does not exist is a mistake with its remedy', async () => {
    await expect(readFile('none.txt', temporaryFolder())).rejects.toMatchObject({
      message: 'There is no file none.txt.',
    });
  });
});

test('standard input is judged by its content, and not read beyond 20 MB', async () => {
  const page = await readStandardInput(Readable.from([Buffer.from('<html><p>Talks')]));
  expect(page).toMatchObject({ ok: true, value: { kind: 'html', shown: 'standard input' } });
  let read = 0;
  async function* endless() {
    for (;;) yield await Promise.resolve(Buffer.alloc((read += 1_000_000) && 1_000_000, 'a'));
  }
  expect(await readStandardInput(endless())).toMatchObject({ ok: false });
  expect(read).toBeLessThan(23_000_000);
});
