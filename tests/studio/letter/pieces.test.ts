import { expect, test } from 'vitest';
import { personalise } from '../../../src/letter/letter.ts';
import { pieceAt, piecesOf } from '../../../src/studio/letter/pieces.ts';
import { digest, rich } from '../../audit/editions.ts';
import {
  editionWith,
  render,
  sampleConfig,
  sampleEdition,
  sampleSender,
} from '../../support/sample.ts';

const READER = { email: 'ada@example.com', attributes: {} };
const config = sampleConfig();

async function htmlOf(edition = sampleEdition()): Promise<string> {
  return personalise(await render(edition), sampleSender(), READER).html;
}

test('the pieces of a digest make up its letter without a gap', async () => {
  const edition = digest();
  const html = await htmlOf(edition);
  const pieces = piecesOf(html, edition, config);
  let at = 0;
  for (const { start, bytes } of pieces) {
    expect(start).toBe(at);
    at += bytes;
  }
  expect(at).toBe(Buffer.byteLength(html));
  const stories = pieces.filter(({ kind }) => kind === 'story').map(({ name }) => name);
  expect(stories).toEqual([edition.lead, ...edition.further].map(({ headline }) => headline));
  expect(pieces.map(({ kind }) => kind).slice(0, 2)).toEqual(['head', 'opening']);
  expect(pieces.at(-1)?.kind).toBe('footer');
});

test('the footer contains the unsubscribe link, and nothing of a story', async () => {
  const edition = sampleEdition();
  const html = Buffer.from(await htmlOf());
  const footer = piecesOf(html.toString(), edition, config).at(-1);
  const text = html.subarray(footer?.start).toString();
  expect(text).toContain('Unsubscribe');
  expect(text).not.toContain('ground rules');
});

test('the last piece begins after the links, notes and credits of the last story', async () => {
  const edition = rich();
  const html = Buffer.from(await htmlOf(edition));
  const footer = piecesOf(html.toString(), edition, config).at(-1);
  const text = html.subarray(footer?.start).toString();
  expect(footer?.kind).toBe('footer');
  expect(text).toMatch(/^<\/p>/);
  expect(text).not.toContain('contributed to this report');
});

test('a headline with quotes, ideographs or regular expression syntax is found', async () => {
  for (const headline of ['"Quoted" & <tagged>', '你好 世界', 'What (now)? [a+b]* $1 \\']) {
    const edition = editionWith({ headline });
    const pieces = piecesOf(await htmlOf(edition), edition, config);
    expect(pieces.find(({ kind }) => kind === 'story')?.name).toBe(headline);
  }
});

test('a byte belongs to the piece it is in', () => {
  const piece = { kind: 'story', name: 'A', start: 10, bytes: 5 } as const;
  expect([9, 10, 14, 15].map((byte) => pieceAt([piece], byte)?.name)).toEqual([
    undefined,
    'A',
    'A',
    undefined,
  ]);
});

test('a letter without stories, or without content, has no empty pieces', () => {
  expect(piecesOf('', sampleEdition(), config)).toEqual([]);
  expect(piecesOf('<p>é', sampleEdition(), config).map(({ bytes }) => bytes)).toEqual([5]);
});
