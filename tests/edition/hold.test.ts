import { expect, test } from 'vitest';
import { parseSettings } from '../../src/article/parse.ts';
import { holdIn } from '../../src/edition/hold.ts';

function settingsOf(...lines: readonly string[]) {
  const read = parseSettings(Buffer.from(`---\n${lines.join('\n')}\n---\nHeadline\n`), 'a.md');
  if (!read.ok) throw new Error(read.problems[0]?.detail);
  return read.value;
}

test.each(['true', 'True', 'yes', 'on', '"true"'])(
  '%s holds an edition without a reason',
  (value) => {
    expect(settingsOf(`hold: ${value}`).hold).toEqual({ line: 2 });
  },
);

test.each(['false', 'FALSE', 'no', 'off', 'none'])('%s holds nothing', (value) => {
  expect(settingsOf(`hold: ${value}`)).not.toHaveProperty('hold');
});

test.each([
  ['Waiting for: the minister', 'Waiting for: the minister'],
  ['"a \\"quoted\\" reason"', 'a "quoted" reason'],
  ['No quote yet', 'No quote yet'],
  ['2023-06-20', '2023-06-20'],
  ['17', '17'],
])('any other text is the reason: %s', (value, reason) => {
  expect(settingsOf('date: 2023-06-14', `hold: ${value}`).hold).toEqual({ reason, line: 3 });
});

test.each(['', '[a, b]', '{ until: monday }', '"a\\nb"'])(
  'a value that is no line of text is an error: %s',
  (value) => {
    expect(() => settingsOf(`hold: ${value}`)).toThrow(/^"hold":/);
  },
);

test('the first story that is held says why and where, whichever leads', () => {
  const story = (file: string, ...lines: readonly string[]) => ({
    file,
    settings: settingsOf('section: Politics', ...lines),
  });
  const held = [story('1.md'), story('2.md', 'hold: why'), story('3.md', 'hold: true')];
  expect(holdIn(held)).toEqual({ reason: 'why', place: { file: '2.md', line: 3 } });
  expect(holdIn([story('1.md'), story('2.md', 'hold: false')])).toBeUndefined();
});
