import { expect, test } from 'vitest';
import { decodePage } from '../../../src/article/html/decode.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');

test.each([
  ['its byte order mark, before all else', Buffer.from('\ufeffGrüße'), 'windows-1252', 'Grüße'],
  ['its byte order mark, in UTF-16', Buffer.from('\ufeffGrüße', 'utf16le'), undefined, 'Grüße'],
  [
    'its header, before its own declaration',
    latin('<meta charset="utf-8">Grüße'),
    'iso-8859-1',
    '<meta charset="utf-8">Grüße',
  ],
  [
    'its declaration',
    latin('<meta charset=windows-1252>Grüße'),
    undefined,
    '<meta charset=windows-1252>Grüße',
  ],
  [
    'its older declaration',
    latin('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">ü'),
    undefined,
    '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">ü',
  ],
  ['itself: valid UTF-8', Buffer.from('Grüße — 北京'), undefined, 'Grüße — 北京'],
  ['itself: otherwise windows-1252', latin('Gr\xfc\xdfe \x96 so'), undefined, 'Grüße – so'],
  ['itself, if its header names what nobody knows', Buffer.from('Grüße'), 'klingon', 'Grüße'],
  [
    'its declaration as UTF-8, if that says UTF-16 in ASCII',
    Buffer.from('<meta charset="utf-16">ü'),
    undefined,
    '<meta charset="utf-16">ü',
  ],
])('a page is decoded by %s', (_, bytes, charset, text) => {
  expect(decodePage(bytes, charset)).toMatchObject({ ok: true, value: text });
});
