import { describe, expect, test } from 'vitest';
import { checkHeadings } from '../../../src/check/checks/headings.ts';
import { checkLangDir } from '../../../src/check/checks/lang-dir.ts';
import { checkLayoutRole } from '../../../src/check/checks/layout-role.ts';
import { checkMeta } from '../../../src/check/checks/meta.ts';
import { checkTitle } from '../../../src/check/checks/title.ts';
import { checkWrapper } from '../../../src/check/checks/wrapper.ts';
import { sampleEdition } from '../../support/sample.ts';
import { changed, findings, sampleLetter, withMarkup } from './sample-letter.ts';

const edition = sampleEdition();

test.each([checkLangDir, checkLayoutRole, checkHeadings, checkTitle, checkWrapper, checkMeta])(
  'the sample letter passes %o',
  (check) => {
    expect(findings(check)).toEqual([]);
  },
);

describe('language and direction', () => {
  test('<html> without a direction is found', () => {
    const html = changed(/(<html[^>]*) dir="ltr"/, '$1');
    expect(findings(checkLangDir, html)).toEqual(['html/lang-dir | dir | <html>']);
  });

  test.each(['und', '', 'no language'])('"%s" is no language', (lang) => {
    const html = changed('<html lang="en-US"', `<html lang="${lang}"`);
    expect(findings(checkLangDir, html)).toEqual(['html/lang-dir | lang | <html>']);
  });

  test('a preheader directly in the body needs both', () => {
    const html = changed(/(<body[^>]*>)/, '$1<div style="display:none">In short</div>');
    expect(findings(checkLangDir, html)).toEqual([
      'html/lang-dir | lang and dir | <div style="display:none">In short',
    ]);
  });
});

describe('layout tables', () => {
  test('one without a role is found', () => {
    const html = withMarkup('<table class="mine"><tr><td>A</td></tr></table>');
    expect(findings(checkLayoutRole, html)).toEqual(['html/layout-role | <table class="mine">A']);
  });

  test('one without a role is found in a comment for Outlook', () => {
    const html = changed(/(<!--\[if mso \| IE\]><table[^>]*) role="presentation"/, '$1');
    expect(findings(checkLayoutRole, html)).toHaveLength(1);
    expect(findings(checkLayoutRole, html)[0]).toContain('in a conditional comment');
  });

  test('one with header cells holds data', () => {
    const html = withMarkup('<table><tr><th>Votes</th></tr><tr><td>218</td></tr></table>');
    expect(findings(checkLayoutRole, html)).toEqual([]);
  });

  test('the header cells of a table inside do not make the outer one data', () => {
    const inner = '<table><tr><th>Votes</th></tr></table>';
    const html = withMarkup(`<table class="outer"><tr><td>${inner}</td></tr></table>`);
    expect(findings(checkLayoutRole, html)).toHaveLength(1);
  });

  test('five are told, the others counted', () => {
    const html = withMarkup('<table><tr><td>A</td></tr></table>'.repeat(7));
    expect(findings(checkLayoutRole, html)).toHaveLength(6);
    expect(findings(checkLayoutRole, html).at(-1)).toBe('html/layout-role | and 2 more');
  });
});

describe('headings', () => {
  test('a second h1 is found', () => {
    expect(findings(checkHeadings, withMarkup('<h1>Another</h1>'))).toEqual([
      'html/headings | 2 h1',
    ]);
  });

  test('a skipped level is found', () => {
    expect(findings(checkHeadings, withMarkup('<h3>Deep</h3>'))).toEqual([
      'html/headings | h3 after h1 | <h3>Deep',
    ]);
  });

  test('a heading before the h1 is found', () => {
    const html = changed('<h1', '<h2>Early</h2><h1');
    expect(findings(checkHeadings, html)).toEqual(['html/headings | h2 before the h1 | <h2>Early']);
  });

  test('each further story needs an h2, whatever marks it is printed with', () => {
    const story = (headline: string) => ({ ...edition.lead, headline });
    const further = [story('Britain\'s "other" vote'), story('A story without a heading')];
    const { html } = sampleLetter();
    const found = checkHeadings(
      sampleLetter({
        html: html.replace('</h1>', '</h1><h2>Britain’s “other”&nbsp;vote</h2>'),
        edition: { ...edition, further },
      }),
    );
    expect(found.map(({ detail }) => detail)).toEqual([
      'no h2 for the story "A story without a heading"',
    ]);
  });
});

describe('the title', () => {
  test('another than the subject is found', () => {
    const html = changed(/<title>.*?<\/title>/, '<title>Newsletter</title>');
    expect(findings(checkTitle, html)).toEqual(['html/title | "Newsletter"']);
  });

  test('none, and two, are found', () => {
    expect(findings(checkTitle, changed(/<title>.*?<\/title>/, ''))).toEqual([
      'html/title | 0 titles',
    ]);
    expect(findings(checkTitle, changed('<head>', '<head><title>A</title>'))).toEqual([
      'html/title | 2 titles',
    ]);
  });

  test('is compared as it is read, not as it is written', () => {
    const subject = 'Q&A: “What now?”';
    const html = changed(/<title>.*?<\/title>/, '<title>Q&amp;A:\n“What now?”</title>');
    expect(checkTitle(sampleLetter({ html, edition: { ...edition, subject } }))).toEqual([]);
  });
});

describe('the wrapper', () => {
  test.each([
    ['role', /role="article"/, 'no role="article" directly in <body>'],
    ['roledescription', /aria-roledescription="email"/, 'aria-roledescription | ""'],
    ['label', /aria-label="[^"]*"/, 'aria-label | ""'],
  ])('without its %s is found', (_, attribute, finding) => {
    expect(findings(checkWrapper, changed(attribute, ''))).toEqual([`html/wrapper | ${finding}`]);
  });

  test.each(['user-scalable=no', 'maximum-scale=1', 'maximum-scale=1.0'])(
    'a viewport with %s is found',
    (option) => {
      const html = changed('initial-scale=1', `initial-scale=1, ${option}`);
      expect(findings(checkWrapper, html)).toHaveLength(1);
    },
  );

  test('a viewport that lets readers zoom to 5 passes', () => {
    const html = changed('initial-scale=1', 'initial-scale=1, maximum-scale=5');
    expect(findings(checkWrapper, html)).toEqual([]);
  });
});

test.each(['format-detection', 'x-apple-disable-message-reformatting'])(
  'a head without %s is found',
  (name) => {
    const html = changed(new RegExp(`<meta name="${name}"[^>]*>`), '');
    expect(findings(checkMeta, html)).toHaveLength(1);
    expect(findings(checkMeta, html)[0]).toContain(name);
  },
);
