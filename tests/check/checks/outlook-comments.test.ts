import { expect, test } from 'vitest';
import { checkOutlookComments } from '../../../src/check/checks/outlook-comments.ts';
import { changed, findings, withMarkup } from './sample-letter.ts';

const found = (html: string) => findings(checkOutlookComments, html);

test('the conditional comments of the sample letter pass', () => {
  expect(found(changed('</h1>', '</h1><!-- a plain comment -->'))).toEqual([]);
});

test.each([
  ['a comment that is not closed', '<!--[if mso]><b>A</b>', /is not closed before <!--\[if/],
  ['an end without a start', '<![endif]-->', /has no start/],
  [
    'a revealed comment with the end of a hidden one',
    '<!--[if !mso]><!-->A<![endif]-->',
    /is closed by/,
  ],
  [
    'a hidden comment with the end of a revealed one',
    '<!--[if mso]>A<!--<![endif]-->',
    /is closed by/,
  ],
  ['a comment in a conditional comment', '<!--[if mso]><!-- A --><![endif]-->', /is ended early/],
  ['an open table', '<!--[if mso]><table role="none"><tr><![endif]-->', /is not closed/],
  ['an end tag without its table', '<!--[if mso]></table><![endif]-->', /is not closed before/],
])('%s is reported', (_, markup, finding) => {
  expect(found(withMarkup(markup)).join('\n')).toMatch(finding);
});

test('a missing end of the last conditional comment is reported', () => {
  const html = changed(/<!\[endif\]-->(?![^]*<!\[endif\]-->)/, '');
  expect(found(html).join('\n')).toContain('<!--[if mso | IE]> is not closed');
});

test('a conditional comment with a table that lacks its end is reported', () => {
  const html = changed(/<!--\[if mso \| IE\]><\/td><\/tr><\/table><!\[endif\]-->/, '');
  expect(found(html)).toHaveLength(1);
});

test('tags in a revealed comment need not be closed for Outlook', () => {
  expect(found(withMarkup('<!--[if !mso]><!--><br><p>A<!--<![endif]-->'))).toEqual([]);
});

test('Outlook settings in lower case are reported', () => {
  const html = changed(/o:OfficeDocumentSettings/g, 'o:officedocumentsettings');
  expect(found(html)).toEqual([
    'html/outlook-comments | o:officedocumentsettings should be o:OfficeDocumentSettings',
  ]);
});

test('missing Outlook settings are reported', () => {
  const html = changed(/<o:OfficeDocumentSettings>[^]*?<\/o:OfficeDocumentSettings>/, '');
  expect(found(html)).toContain('html/outlook-comments | o:OfficeDocumentSettings is missing');
});
