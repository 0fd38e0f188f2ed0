import { describe, expect, test } from 'vitest';
import { richText } from '../../src/article/rich-text.ts';
import { tableView } from '../../src/render/table-view.ts';
import { tableText } from '../../src/render/text-table.ts';
import { columnsOf } from '../../src/render/wrap.ts';

type Align = 'start' | 'center' | 'end';

const SET = {
  text: (text: string) => text,
  rich: (rich: readonly { readonly kind: string }[]) =>
    rich.map((each) => ('text' in each ? String(each.text) : '')).join(''),
  end: 'right',
} as const;

function view(rows: readonly (readonly string[])[], align: readonly Align[] = [], header = true) {
  const texts = rows.map((row) => row.map(richText));
  const [first = [], ...others] = texts;
  return tableView(
    {
      kind: 'table',
      ...(header && { header: first }),
      rows: header ? others : texts,
      align: first.map((_, column) => align[column] ?? 'start'),
    },
    SET,
  );
}

describe('a table in the text part', () => {
  test('is set in columns, numbers at the end of theirs', () => {
    const table = view(
      [
        ['Ward', 'For', 'In all'],
        ['Hill', '2', '1,205'],
        ['Old Town', '14', ''],
      ],
      ['start', 'end', 'end'],
    );
    expect(tableText(table).split('\n')).toEqual([
      'Ward      For  In all',
      '--------  ---  ------',
      'Hill        2   1,205',
      'Old Town   14',
    ]);
  });

  test('breaks a long text in its last column', () => {
    const long = 'The council meets in the library, and everybody may come';
    expect(
      tableText(
        view(
          [
            ['9:00', long],
            ['11:30', 'Lunch'],
          ],
          [],
          false,
        ),
      ).split('\n'),
    ).toEqual([
      '9:00   The council meets in the library, and',
      '       everybody may come',
      '11:30  Lunch',
    ]);
  });

  test('becomes a list if its columns take more than a narrow screen has', () => {
    const table = view([
      ['Candidate', 'Party', 'Constituency', 'Votes'],
      ['Marta Ruiz', 'Progressive Alliance', 'North Harbour', '1,234'],
      ['Tom Arden', '', 'Hill', '987'],
    ]);
    expect(tableText(table).split('\n')).toEqual([
      '- Candidate: Marta Ruiz',
      '  Party: Progressive Alliance · Constituency: North Harbour · Votes: 1,234',
      '- Candidate: Tom Arden',
      '  Party: – · Constituency: Hill · Votes: 987',
    ]);
  });

  test('gives a Chinese character two columns', () => {
    const lines = tableText(
      view(
        [
          ['城市', '人口'],
          ['上海', '2487'],
          ['Wien', '201'],
        ],
        ['start', 'end'],
      ),
    ).split('\n');
    expect(lines).toEqual(['城市  人口', '----  ----', '上海  2487', 'Wien   201']);
    expect(new Set(lines.map(columnsOf))).toEqual(new Set([10]));
  });

  test('a header without rows is kept as a row', () => {
    expect(tableText(view([['Ward', 'For']]))).toBe('Ward  For');
  });
});

describe('a table on a phone', () => {
  test('keeps its columns if their longest words fit', () => {
    const { header, wide } = view([
      ['Team', 'W', 'D', 'L', 'Points'],
      ['North Harbour', '10', '4', '2', '34'],
    ]);
    expect(wide).toBe(false);
    const widths = header?.map(({ width }) => width ?? 0) ?? [];
    expect(widths.reduce((sum, width) => sum + width, 0)).toBe(100);
    expect(widths[0]).toBeGreaterThan(widths[1] ?? 0);
  });

  test.each([
    ['many columns', Array.from({ length: 12 }, (_, column) => `col${column}`)],
    ['long words', ['Wissenschaftsministerium', 'Bildungsausschuss', 'Haushalt']],
    [
      'long texts',
      [
        'One sentence that goes on for a while',
        'and another one of the same kind',
        'and then a third, which is no shorter than those',
      ],
    ],
    ['a long address', ['Desk', 'somebody.with.a.name@department.example.com']],
  ])('becomes a list because of %s', (_, row) => {
    expect(view([row, row]).wide).toBe(true);
  });

  test('columns of Chinese text fit, since it can be broken anywhere', () => {
    const row = ['上海市中心', '人口两千万', '面积六千平方公里', '成立时间'];
    expect(view([row, row]).wide).toBe(false);
  });
});
