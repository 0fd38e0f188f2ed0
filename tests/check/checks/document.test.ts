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
  test('<html> without a direction is reported', () => {
    const html = changed(/(<html[^>]*) dir="ltr"/, '$1');
    expect(findings(checkLangDir, html)).toEqual(['html/lang-dir | dir | <html>']);
  });

  test.each(['und', '', 'no language'])('"%s" is reported as no language', (lang) => {
    const html = changed('<html lang="en-US"', `<html lang="${lang}"`);
    expect(findings(checkLangDir, html)).toEqual(['html/lang-dir | lang | <html>']);
  });

  test('a child of the body without both is reported', () => {
    const html = changed(/(<body[^>]*>)/, '$1<div style="display:none">In short</div>');
    expect(findings(checkLangDir, html)).toEqual([
      'html/lang-dir | lang and dir | <div style="display:none">In short',
    ]);
  });
});

describe('layout tables', () => {
  test('without a role are reported', () => {
    const html = withMarkup('<table class="mine"><tr><td>A</td></tr></table>');
    expect(findings(checkLayoutRole, html)).toEqual(['html/layout-role | <table class="mine">A']);
  });

  test('without a role are reported in conditional comments', () => {
    const html = changed(/(<!--\[if mso \| IE\]><table[^>]*) role="presentation"/, '$1');
    expect(findings(checkLayoutRole, html)).toHaveLength(1);
    expect(findings(checkLayoutRole, html)[0]).toContain('in a conditional comment');
  });

  test('do not include a table with header cells', () => {
    const html = withMarkup('<table><tr><th>Votes</th></tr><tr><td>218</td></tr></table>');
    expect(findings(checkLayoutRole, html)).toEqual([]);
  });

  test('include a table whose inner table has header cells', () => {
    const inner = '<table><tr><th>Votes</th></tr></table>';
    const html = withMarkup(`<table class="outer"><tr><td>${inner}</td></tr></table>`);
    expect(findings(checkLayoutRole, html)).toHaveLength(1);
  });

  test('are reported five times, and the others are counted', () => {
    const html = withMarkup('<table><tr><td>A</td></tr></table>'.repeat(7));
    expect(findings(checkLayoutRole, html)).toHaveLength(6);
    expect(findings(checkLayoutRole, html).at(-1)).toBe('html/layout-role | and 2 more');
  });
});

describe('headings', () => {
  test('with a second h1 are reported', () => {
    expect(findings(checkHeadings, withMarkup('<h1>Another</h1>'))).toEqual([
      'html/headings | 2 h1',
    ]);
  });

  test('with a skipped level are reported', () => {
    expect(findings(checkHeadings, withMarkup('<h3>Deep</h3>'))).toEqual([
      'html/headings | h3 after h1 | <h3>Deep',
    ]);
  });

  test('before the h1 are reported', () => {
    const html = changed('<h1', '<h2>Early</h2><h1');
    expect(findings(checkHeadings, html)).toEqual(['html/headings | h2 before the h1 | <h2>Early']);
  });

  test('need an h2 for each further article, with any quotation marks and spaces', () => {
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
  test('that is not the subject is reported', () => {
    const html = changed(/<title>.*?<\/title>/, '<title>Newsletter</title>');
    expect(findings(checkTitle, html)).toEqual(['html/title | "Newsletter"']);
  });

  test('is reported if there is none or more than one', () => {
    expect(findings(checkTitle, changed(/<title>.*?<\/title>/, ''))).toEqual([
      'html/title | 0 titles',
    ]);
    expect(findings(checkTitle, changed('<head>', '<head><title>A</title>'))).toEqual([
      'html/title | 2 titles',
    ]);
  });

  test('is compared with the subject after decoding entities and folding spaces', () => {
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
  ])('without its %s is reported', (_, attribute, finding) => {
    expect(findings(checkWrapper, changed(attribute, ''))).toEqual([`html/wrapper | ${finding}`]);
  });

  test.each(['user-scalable=no', 'maximum-scale=1', 'maximum-scale=1.0'])(
    'a viewport with %s is reported',
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
  'a head without <meta name="%s"> is reported',
  (name) => {
    const html = changed(new RegExp(`<meta name="${name}"[^>]*>`), '');
    expect(findings(checkMeta, html)).toHaveLength(1);
    expect(findings(checkMeta, html)[0]).toContain(name);
  },
);
