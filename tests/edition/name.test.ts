import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  editionId,
  misnaming,
  numberedNames,
  parseEditionName,
  storyName,
} from '../../src/edition/name.ts';

describe('a name that is no edition’s', () => {
  test.each([
    ['2026-11-25-big_news.txt', '2026-11-25-big-news.txt'],
    ['2026-11-25-Big news.txt', '2026-11-25-big-news.txt'],
    ['2026-11-25-big-news.TXT', '2026-11-25-big-news.txt'],
    ['2026-11-25-big_news.md', '2026-11-25-big-news.md'],
    ['2026-11-25-big-news.Markdown', '2026-11-25-big-news.md'],
    ['2026-11-25-v1.2-news.txt', '2026-11-25-v1-2-news.txt'],
    ['2026-11-25-what’s-new.txt', '2026-11-25-whats-new.txt'],
    ['2026-11-25_big-news.txt', '2026-11-25-big-news.txt'],
    ['20261125-big-news.txt', '2026-11-25-big-news.txt'],
    ['2026-1-5-big-news.txt', '2026-01-05-big-news.txt'],
    ['25-11-2026-big-news.txt', '2026-11-25-big-news.txt'],
    ['11-25-2026-big-news.txt', '2026-11-25-big-news.txt'],
    ['25.11.2026 Große Neuigkeiten.docx', '2026-11-25-große-neuigkeiten.txt'],
    ['2026-11-25.txt', '2026-11-25-words-of-the-headline.txt'],
    ['2026-11-25-big-news', '2026-11-25-big-news.txt'],
    ['2026-11-25-北京_新闻.txt', '2026-11-25-北京-新闻.txt'],
  ])('such as %s is proposed as %s', (name, proposed) => {
    expect(misnaming(name, 'file')).toBe(`rename "${name}" to "${proposed}"`);
    expect(parseEditionName(proposed)).toBeDefined();
  });

  test('of a folder is proposed without an extension', () => {
    expect(misnaming('2026-11-25_digest', 'folder')).toContain('to "2026-11-25-digest"');
  });

  test('names a day that does not exist', () => {
    expect(misnaming('2026-11-31-big-news.txt', 'file')).toBe('there is no day 2026-11-31');
  });

  test('without a date is one where it is a text', () => {
    expect(misnaming('big-news.txt', 'file')).toBe('"big-news.txt" has no date');
    expect(misnaming('notes.md', 'file')).toBeDefined();
  });

  test.each([
    '2026-11-25-photo.jpg',
    '2026-11-25-big-news.approved.json',
    'subscribers.example.csv',
    'README.md',
    '.DS_Store',
    '.2026-11-25-big-news.txt.swp',
    '_draft.txt',
    'photo',
  ])('is not %s', (name) => {
    expect(misnaming(name, 'file')).toBeUndefined();
  });

  test('is none of a folder without a date', () => {
    expect(misnaming('pictures', 'folder')).toBeUndefined();
  });
});

describe('parsing an edition name', () => {
  test('the id is the same whether the file system composes characters or not', () => {
    expect(parseEditionName('2023-06-14-ze\u0301lande.txt')).toEqual(
      parseEditionName('2023-06-14-z\u00e9lande.txt'),
    );
  });

  test('the name contains the id and the date', () => {
    expect(parseEditionName('2023-06-14-blinken-beijing.txt')).toEqual({
      id: '2023-06-14-blinken-beijing',
      date: '2023-06-14',
    });
  });

  test.each([
    '2024-02-29-leap-day.txt',
    '2023-06-14-a.txt',
    '2023-06-14-27-leaders.txt',
    '2023-06-14-Zürich.txt',
    '2023-06-14-北京.txt',
    '2023-06-14-بكين.txt',
    '2023-06-14-हिन्दी.txt',
  ])('%s is a valid edition name', (name) => {
    expect(parseEditionName(name)?.id).toBe(name.slice(0, -'.txt'.length));
  });

  test.each([
    '',
    '.txt',
    'blinken.txt',
    '2023-06-14.txt',
    '2023-06-14-.txt',
    '2023-06-14--a.txt',
    '2023-06-14-a-.txt',
    '2023-06-14-a.html',
    '2023-06-14-a.txt.txt',
    '2023-06-14-a b.txt',
    '2023-06-14-a/b.txt',
    '../2023-06-14-a.txt',
    '2023-06-14-..txt',
    '2023-06-14-a\u0000.txt',
    '2023-06-14-a.txt\n',
    '2023-06-14-<script>.txt',
    '2023-02-29-no-leap-day.txt',
    '2023-02-30-a.txt',
    '2023-13-01-a.txt',
    '2023-00-10-a.txt',
    '23-06-14-a.txt',
    '2023-6-14-a.txt',
    '٢٠٢٣-٠٦-١٤-a.txt',
  ])('%j is not a valid edition name', (name) => {
    expect(parseEditionName(name)).toBeUndefined();
  });
});

test('the name of a folder is a valid edition name', () => {
  expect(parseEditionName('2023-06-14-digest')).toEqual({
    id: '2023-06-14-digest',
    date: '2023-06-14',
  });
});

describe('making an edition id', () => {
  const named = (headline: string) => editionId('2023-06-14', headline);

  test.each([
    ["This week's trip: Blinken — Beijing!", '2023-06-14-this-weeks-trip-blinken-beijing'],
    ['Zu\u0308rich wa\u0308hlt', '2023-06-14-zürich-wählt'],
    ['بلينكن في بكين', '2023-06-14-بلينكن-في-بكين'],
    ['布林肯访问北京', '2023-06-14-布林肯访问北京'],
    ['हिन्दी में', '2023-06-14-हिन्दी-में'],
    ['../../etc/passwd\0', '2023-06-14-etc-passwd'],
    ['🎉 27 leaders 🎉', '2023-06-14-27-leaders'],
  ])('the id of %j consists of its letters and digits', (headline, id) => {
    expect(named(headline)).toBe(id);
  });

  test('a headline without letters and digits has no id', () => {
    for (const headline of ['', ' … ', '🎉', '---']) expect(named(headline)).toBeUndefined();
  });

  test('an id ends after a whole word, at most 60 characters long', () => {
    expect(named('abcde '.repeat(20))).toBe(`2023-06-14-${'abcde-'.repeat(10).slice(0, -1)}`);
    expect(named('x'.repeat(5000))).toBe(`2023-06-14-${'x'.repeat(60)}`);
  });

  test('an id leaves room for an extension in every script', () => {
    for (const letter of ['北', '𒀀', 'e\u0301\u0302\u0303']) {
      const id = named(letter.repeat(200)) ?? '';
      expect(Buffer.byteLength(`${id}.approved.json`)).toBeLessThan(255);
      expect(parseEditionName(`${id}.txt`)?.id).toBe(id);
    }
  });

  test('every id is a valid edition name', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0x10ffff })), (points) => {
        const id = named(String.fromCodePoint(...points));
        if (id !== undefined) expect(parseEditionName(`${id}.txt`)?.id).toBe(id);
      }),
    );
  });
});

describe('the stories of an edition', () => {
  test.each([
    [
      ['3-bridge.md', '1-ferry.txt'],
      ['1-bridge.md', '2-ferry.txt'],
    ],
    [
      ['next.md', 'lead.md'],
      ['1-next.md', '2-lead.md'],
    ],
    [
      ['10-things.md', 'lead.md'],
      ['1-10-things.md', '2-lead.md'],
    ],
    [
      ['02-b.md', '01-a.md', '10-c.md'],
      ['01-b.md', '02-a.md', '03-c.md'],
    ],
    [
      ['z4-late.md', '0-first.md'],
      ['0-late.md', '1-first.md'],
    ],
    [
      ['2023-plan.md', '1-a.md'],
      ['1-2023-plan.md', '2-1-a.md'],
    ],
  ])('in the order %j are named %j', (given, names) => {
    expect(numberedNames(given)).toEqual(names);
  });

  test('keep their name without the number under every number', () => {
    const same = ['content/x/1-ferry.md', '12-ferry.txt', 'ferry.md', 'z3-ferry.md'];
    expect(same.map(storyName)).toEqual(['ferry', 'ferry', 'ferry', 'ferry']);
    expect(['2023-ferry.md', '3-.md', '7.md'].map(storyName)).toEqual(['2023-ferry', '3-', '7']);
  });
});
