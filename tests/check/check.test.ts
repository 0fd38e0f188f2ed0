import { describe, expect, test } from 'vitest';
import { checkLetter } from '../../src/check/check.ts';
import type { FinishedLetter } from '../../src/check/parsed-letter.ts';
import { composeLetter } from '../../src/letter/compose.ts';
import { personalise, spliceLetter } from '../../src/letter/letter.ts';
import { readerUrls } from '../../src/letter/recipient.ts';
import { render, sampleConfig, sampleEdition, sampleSender } from '../support/sample.ts';

const edition = sampleEdition();
const rendered = await render(edition);
const sender = sampleSender();
const reader = { email: 'reader@example.com', attributes: {} };
const parts = personalise(rendered, sender, reader);
const raw = Buffer.concat(spliceLetter(composeLetter(edition, rendered, sender), reader).chunks);

/** The codes of the problems in the sample letter with one change. */
function codes({ html = parts.html, text = parts.text, ...own }: Partial<FinishedLetter> = {}) {
  const problems = checkLetter({
    edition,
    config: sampleConfig(),
    html,
    text,
    raw,
    real: false,
    urls: readerUrls(sender, reader),
    ...own,
  });
  return problems.map(({ code }) => code);
}

describe('checking a letter', () => {
  test('finds no problems in the sample letter', () => {
    expect(codes()).toEqual([]);
  });

  test.each([
    ['a handlebars expression', { text: `${parts.text}{{firstName}}` }],
    ['undefined', { html: parts.html.replace('</h1>', ' undefined</h1>') }],
    ['an object', { text: `${parts.text}[object Object]` }],
    ['an empty slot', { html: rendered.html }],
  ])('finds %s left in the letter', (_, change) => {
    expect(codes(change)).toContain('letter/leftover');
  });

  test('allows the word "undefined" in an article', () => {
    const lead = { ...edition.lead, headline: `${edition.lead.headline} undefined` };
    const html = parts.html.replace('</h1>', ' undefined</h1>');
    expect(codes({ html, edition: { ...edition, lead } })).not.toContain('letter/leftover');
  });

  test('allows braces that an article opens in one paragraph and closes in another', () => {
    const lead = { ...edition.lead, headline: `${edition.lead.headline} {{ "one" two }}` };
    const html = parts.html.replace('</h1>', ' {{ “one”</h1>').replace('</p>', ' two }}</p>');
    const found = codes({ html, edition: { ...edition, lead } });
    expect(found).not.toContain('letter/leftover');
    expect(found).not.toContain('html/invalid');
  });

  test('finds HTML so long that Gmail clips it', () => {
    expect(codes({ html: `${parts.html}${' '.repeat(80_000)}` })).toEqual(['letter/size']);
  });

  test('finds a line longer than SMTP allows', () => {
    expect(codes({ raw: Buffer.from(`a\r\n${'x'.repeat(999)}\r\n`) })).toEqual([
      'letter/line-length',
    ]);
  });

  test('checks a letter of half a million lines', () => {
    expect(codes({ raw: Buffer.from('x\r\n'.repeat(500_000)) })).toEqual([]);
  });

  test.each([
    ['HTML', { html: parts.html.replace(/<a [^>]*mailto:desk[^>]*>.*?<\/a>/, '') }],
    ['text', { text: parts.text.replace(/mailto:\S+/, '') }],
  ])('finds %s without a link to unsubscribe', (_, change) => {
    expect(codes(change)).toEqual(['letter/unsubscribe']);
  });

  test.each([
    ['HTML', { html: parts.html.replace('1 Example Square', '') }],
    ['text', { text: parts.text.replace('1 Example Square', '') }],
  ])('finds %s without the postal address', (_, change) => {
    expect(codes(change)).toEqual(['letter/postal-address']);
  });

  test.each([
    ['an open block', 'a { color: red'],
    ['an open string', 'a { content: "x'],
    ['an open comment', '/* a {}'],
    ['a closing brace too many', 'a {} } b {}'],
    ['an invalid selector', 'a:::b {} a[ {} :is( {}'],
    ['an invalid declaration', 'a { 5; color; : red }'],
    ['an invalid media query', '@media ((( { a {} }'],
    ['an unknown at-rule', '@nothing { a { b {} } }'],
    ['HTML comment marks', '<!-- a {} -->'],
    ['a null character', '\u0000 {}'],
    ['many nested blocks', 'a {'.repeat(2_000)],
    ['many parentheses', `a { width: ${'('.repeat(2_000)} }`],
  ])('accepts CSS with %s', (_, css) => {
    const html = parts.html.replace('</head>', () => `<style>${css}</style></head>`);
    expect(codes({ html }).filter((code) => code !== 'html/unsupported')).toEqual([]);
  });

  test('finds a sentence that is missing in one part', () => {
    expect(codes({ text: parts.text.replace('Qin Gang', 'Q. G.') })).toEqual(['letter/story-lost']);
  });
});
