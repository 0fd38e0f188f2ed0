import { describe, expect, test } from 'vitest';
import { foldText } from '../../../src/base/fold-text.ts';
import { excerptOf, marked, rankOf } from '../../../src/app/find/match.ts';
import { parseQuery } from '../../../src/app/find/query.ts';

const text = (shown: string) => ({ shown, folded: foldText(shown) });
const edition = (title: string, body: string) => ({
  id: '2023-06-14-a',
  date: '2023-06-14',
  title: text(title),
  body: text(body),
});
const rank = (title: string, body: string, query: string) =>
  rankOf(edition(title, body), parseQuery(query).terms);
const shown = (pieces: ReturnType<typeof marked> | undefined) =>
  pieces?.map(({ text: each, hit }) => (hit ? `[${each}]` : each)).join('');

describe('the rank of an edition', () => {
  test('words of the title come before parts of its words, then words and parts of the text', () => {
    expect(rank('The party of Beijing', '', 'part bei')).toBe(0);
    expect(rank('The party of Beijing', '', 'arty')).toBe(1);
    expect(rank('Beijing', 'a party', 'beijing party')).toBe(2);
    expect(rank('Beijing', 'a party', 'beijing arty')).toBe(3);
    expect(rank('Beijing', 'a party', 'beijing parties')).toBeUndefined();
  });

  test('a phrase is found as it is written, and not across two blocks', () => {
    expect(rank('', 'a spy balloon', '"spy balloon"')).toBe(2);
    expect(rank('', 'a balloon of a spy', '"spy balloon"')).toBeUndefined();
    expect(rank('', 'a spy\nballoon', '"spy balloon"')).toBeUndefined();
  });

  test('words are found without accents and in scripts without spaces', () => {
    expect(rank('', 'Le Premier ministre du Québec', 'quebec')).toBe(2);
    expect(rank('布林肯将访问北京', '', '北京')).toBe(0);
  });
});

describe('what was found in a text', () => {
  test('is marked as the text is written', () => {
    expect(shown(marked('Die Straße in Québec, die STRASSE', ['strasse', 'que']))).toBe(
      'Die [Straße] in [Qué]bec, die [STRASSE]',
    );
    expect(shown(marked('abcabc', ['bc', 'bca']))).toBe('a[bc][a][bc]');
    expect(shown(marked('art in the party', ['art']))).toBe('[art] in the party');
    expect(shown(marked('', ['a']))).toBe('');
  });

  test('is shown in the line that has most of it, cut at spaces', () => {
    const long = `${'before '.repeat(40)}the spy balloon ${'after '.repeat(60)}`.trim();
    const excerpt = shown(
      excerptOf(edition('Beijing', `balloon\n${long}`), ['spy', 'balloon', 'beijing']),
    );
    expect(excerpt).toMatch(/^… (?:before )+the \[spy\] \[balloon\] (?:after )+…$/);
    expect(excerpt?.length).toBeLessThan(230);
    expect(excerptOf(edition('Beijing', 'Beijing'), ['beijing'])).toBeUndefined();
    expect(shown(excerptOf(edition('', 'x'.repeat(900)), ['x']))?.length).toBeLessThan(400);
  });
});

test('the excerpt of a text with more lines than a call takes arguments is found', () => {
  const long = edition('A title', `${'and\n'.repeat(300_000)}the harbor`);
  expect(shown(excerptOf(long, ['harbor']))).toBe('the [harbor]');
});
