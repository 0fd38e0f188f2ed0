import { expect, test } from 'vitest';
import { checkOutlookComments } from '../../../src/check/checks/outlook-comments.ts';
import { changed, findings, withMarkup } from './sample-letter.ts';

const found = (html: string) => findings(checkOutlookComments, html);

test('the comments of the sample letter pair', () => {
  expect(found(changed('</h1>', '</h1><!-- a plain comment -->'))).toEqual([]);
});

test.each([
  ['a comment that is not closed', '<!--[if mso]><b>A</b>', /is not closed before <!--\[if/],
  ['a closer too many', '<![endif]-->', /closes nothing/],
  ['a shown comment closed as a hidden one', '<!--[if !mso]><!-->A<![endif]-->', /is closed by/],
  ['a hidden comment closed as a shown one', '<!--[if mso]>A<!--<![endif]-->', /is closed by/],
  ['a comment within', '<!--[if mso]><!-- A --><![endif]-->', /is ended early/],
  ['a table left open', '<!--[if mso]><table role="none"><tr><![endif]-->', /is not closed/],
  ['a closer without its table', '<!--[if mso]></table><![endif]-->', /is not closed before/],
])('%s is found', (_, markup, finding) => {
  expect(found(withMarkup(markup)).join('\n')).toMatch(finding);
});

test('the last closer may not be missing', () => {
  const html = changed(/<!\[endif\]-->(?![^]*<!\[endif\]-->)/, '');
  expect(found(html).join('\n')).toContain('<!--[if mso | IE]> is not closed');
});

test('a lost ghost table is found', () => {
  const html = changed(/<!--\[if mso \| IE\]><\/td><\/tr><\/table><!\[endif\]-->/, '');
  expect(found(html)).toHaveLength(1);
});

test('what all but Outlook see is not Outlook’s to balance', () => {
  expect(found(withMarkup('<!--[if !mso]><!--><br><p>A<!--<![endif]-->'))).toEqual([]);
});

test('settings in small letters are found', () => {
  const html = changed(/o:OfficeDocumentSettings/g, 'o:officedocumentsettings');
  expect(found(html)).toEqual([
    'html/outlook-comments | o:officedocumentsettings should be o:OfficeDocumentSettings',
  ]);
});

test('settings that went missing are found', () => {
  const html = changed(/<o:OfficeDocumentSettings>[^]*?<\/o:OfficeDocumentSettings>/, '');
  expect(found(html)).toContain('html/outlook-comments | o:OfficeDocumentSettings is missing');
});
