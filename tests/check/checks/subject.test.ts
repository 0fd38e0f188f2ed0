import { describe, expect, test } from 'vitest';
import { checkSubject } from '../../../src/check/checks/subject.ts';
import { sampleLetter } from './sample-letter.ts';

const { edition } = sampleLetter();

function found(own: { subject?: string; preheader?: string }) {
  return checkSubject(sampleLetter({ edition: { ...edition, ...own } }));
}

const codes = (own: { subject?: string; preheader?: string }) => found(own).map(({ code }) => code);

describe('the subject', () => {
  test('of the sample has 92 characters and passes', () => {
    expect([edition.subject.length, codes({})]).toEqual([92, []]);
  });

  test('may have 100 characters, and each emoji counts as one', () => {
    expect(codes({ subject: 'a'.repeat(100) })).toEqual([]);
    expect(codes({ subject: '👩‍👩‍👧‍👦'.repeat(100) })).toEqual([]);
  });

  test('that is longer is reported with what inboxes show of it', () => {
    const [problem] = found({ subject: 'Word '.repeat(25).trim() });
    expect(problem).toMatchObject({ code: 'subject/length', severity: 'warning', actual: 124 });
    for (const words of ['a phone shows about 40: "Word', 'Gmail shows about 70', 'Apple Mail'])
      expect(problem?.detail).toContain(words);
  });

  test.each(['STOP THE PRESSES', 'News!!', 'News! And more!', 'Really?!'])(
    '%j is reported as shouting',
    (subject) => {
      expect(codes({ subject })).toEqual(['subject/shouting']);
    },
  );

  test.each(['UN and NATO', 'EU, UN', 'News!', 'Really?', '選挙の結果が出ました', 'Стоп'])(
    '%j does not count as shouting',
    (subject) => {
      expect(codes({ subject })).toEqual([]);
    },
  );

  test.each([
    ['The same words.', 'the same words'],
    ['The same', 'The same words and more of them'],
    ['The same words and more of them', 'The same words…'],
  ])('%j is reported as repeated in the preheader %j', (subject, preheader) => {
    expect(codes({ subject, preheader })).toEqual(['subject/repeated']);
  });

  test.each(['', '   ', '\u200b'])('%j is reported as missing', (subject) => {
    expect(codes({ subject })).toEqual(['subject/missing']);
  });

  test.each([
    ['half a surrogate pair', 'Sunny \ud83c'],
    ['a replacement character', 'Sunny \ufffd'],
    ['a family cut after a joiner', 'Home 👩\u200d'],
    ['a rainbow flag cut after a joiner', 'Flag 🏳\ufe0f\u200d…'],
    ['half a flag', 'Vote in 🇩'],
    ['a flag and a half', 'Vote in 🇩🇪🇫'],
  ])('with %s is reported', (_, subject) => {
    expect(codes({ subject })).toEqual(['subject/emoji-split']);
    expect(codes({ preheader: subject })).toEqual(['subject/emoji-split']);
  });

  test.each(['Sun 🌞 and 👩‍🚀', 'Vote 🇩🇪🇫🇷', 'نمی\u200cخواهم', 'Woman 👩🏽‍💻 works', 'Pride 🏳️‍🌈'])(
    '%j has whole emoji',
    (subject) => {
      expect(codes({ subject })).toEqual([]);
    },
  );
});
