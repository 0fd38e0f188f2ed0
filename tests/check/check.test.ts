import { describe, expect, test } from 'vitest';
import { checkLetter } from '../../src/check/check.ts';
import type { FinishedLetter } from '../../src/check/parsed-letter.ts';
import { composeLetter } from '../../src/letter/compose.ts';
import { personalise, spliceLetter } from '../../src/letter/letter.ts';
import { unsubscribeUrl } from '../../src/letter/recipient.ts';
import { render, sampleConfig, sampleEdition, sampleSender } from '../support/sample.ts';

const edition = sampleEdition();
const rendered = await render(edition);
const sender = sampleSender();
const reader = { email: 'reader@example.com', attributes: {} };
const parts = personalise(rendered, sender, reader);
const raw = Buffer.concat(spliceLetter(composeLetter(edition, rendered, sender), reader).chunks);

/** The codes of what is found in the sample letter, changed in one way. */
function codes({ html = parts.html, text = parts.text, ...own }: Partial<FinishedLetter> = {}) {
  const problems = checkLetter({
    edition,
    config: sampleConfig(),
    html,
    text,
    raw,
    real: false,
    unsubscribeUrl: unsubscribeUrl(sender, reader),
    ...own,
  });
  return problems.map(({ code }) => code);
}

describe('the gate', () => {
  test('finds nothing in the sample letter', () => {
    expect(codes()).toEqual([]);
  });

  test.each([
    ['a handlebars expression', { text: `${parts.text}{{firstName}}` }],
    ['undefined', { html: parts.html.replace('</h1>', ' undefined</h1>') }],
    ['an object', { text: `${parts.text}[object Object]` }],
    ['a slot that was not filled', { html: rendered.html }],
  ])('finds %s that was left over', (_, change) => {
    expect(codes(change)).toContain('letter/leftover');
  });

  test('lets the story itself speak of undefined behaviour', () => {
    const lead = { ...edition.lead, headline: `${edition.lead.headline} undefined` };
    const html = parts.html.replace('</h1>', ' undefined</h1>');
    expect(codes({ html, edition: { ...edition, lead } })).not.toContain('letter/leftover');
  });

  test('finds HTML that Gmail clips', () => {
    expect(codes({ html: `${parts.html}${' '.repeat(80_000)}` })).toEqual(['letter/size']);
  });

  test('finds a line that SMTP does not carry', () => {
    expect(codes({ raw: Buffer.from(`a\r\n${'x'.repeat(999)}\r\n`) })).toEqual([
      'letter/line-length',
    ]);
  });

  test.each([
    ['HTML', { html: parts.html.replace(/<a [^>]*mailto:desk[^>]*>.*?<\/a>/, '') }],
    ['text', { text: parts.text.replace(/mailto:\S+/, '') }],
  ])('finds %s without a way to unsubscribe', (_, change) => {
    expect(codes(change)).toEqual(['letter/unsubscribe']);
  });

  test.each([
    ['HTML', { html: parts.html.replace('1 Example Square', '') }],
    ['text', { text: parts.text.replace('1 Example Square', '') }],
  ])('finds %s without the postal address', (_, change) => {
    expect(codes(change)).toEqual(['letter/postal-address']);
  });

  test('finds a sentence that one part has lost', () => {
    expect(codes({ text: parts.text.replace('Qin Gang', 'Q. G.') })).toEqual(['letter/story-lost']);
  });
});
