import { expect, test } from 'vitest';
import {
  fieldTexts,
  markdownTexts,
  matchTexts,
  plainTexts,
  wordsOf,
} from '../../../src/studio/script/editor/matching.ts';

const STORY = `# House panel advances harbor bill

## Key points

- The committee sent [the bill](https://example.com/bill) to the floor.
- Coastal states would get **eight years**.

**WASHINGTON** — The House transport committee
voted 31 to 22 on Wednesday.[^1]

The committee sent the bill to the floor.

> The ships did not wait for us.
> — Dana Holloway

| Party     | Yes |
| --------- | --: |
| Democrats |  24 |

[^1]: One member was absent.
`;

/** Matches texts of a letter, and names the lines of each. */
function linesOf(letter: readonly string[], sources: ReturnType<typeof markdownTexts>) {
  return matchTexts(letter.map(wordsOf), sources).map((match) => {
    if (!match) return undefined;
    const { origin } = match;
    return origin.kind === 'lines' ? `${origin.from}-${origin.to}` : origin.name;
  });
}

test('each text of a letter has the lines of its block, whatever typography made of it', () => {
  const letter = [
    'House panel advances harbor bill',
    'Key points',
    'The committee sent the bill to the floor.',
    'Coastal states would get eight years.',
    'WASHINGTON — The House transport committee voted 31 to 22 on Wednesday.1',
    'The committee sent the bill to the floor.',
    '“The ships did not wait for us.',
    'Democrats',
    'Unsubscribe',
  ];
  expect(linesOf(letter, markdownTexts(STORY))).toEqual([
    '1-1',
    '3-3',
    '5-5',
    '6-6',
    '8-9',
    '11-11',
    '13-14',
    '18-18',
    undefined,
  ]);
});

test('equal texts are told apart by their order: a key point of the form, and a paragraph', () => {
  const sources = [
    ...fieldTexts({ headline: 'Talks', keyPoints: 'They meet again.\nNobody knows when.' }),
    ...markdownTexts('They meet again.\n\nThe end of the story.\n'),
  ];
  const letter = ['Talks', 'They meet again.', 'Nobody knows when.', 'They meet again.'];
  expect(linesOf(letter, sources)).toEqual(['headline', 'keyPoints', 'keyPoints', '1-1']);
});

test('a plain text has a place for each paragraph, and for each line of a list', () => {
  const text = 'Politics\n\nTalks\n\n• One point here\n• Another point\n\nThe first\nparagraph.\n';
  const letter = ['Politics', 'Talks', 'One point here', 'Another point', 'The first paragraph.'];
  expect(linesOf(letter, plainTexts(text))).toEqual(['1-1', '3-3', '5-5', '6-6', '8-9']);
});

test('letters and digits of every script count, in any form, and nothing else does', () => {
  expect(wordsOf('Ｃafé\u0301 – „Où?“ 1\u202F000 中文 👍')).toBe(
    wordsOf('cafe\u0301\u0301 où 1000中文'),
  );
  expect(matchTexts(['', wordsOf('!?')], markdownTexts('\n\n***\n'))).toEqual([
    undefined,
    undefined,
  ]);
});
