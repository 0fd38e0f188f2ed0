import { describe, expect, test } from 'vitest';
import { plainText } from '../../../src/article/rich-text.ts';
import { FIRST, HEAD, read, SECOND } from './story.ts';

describe('a dateline', () => {
  test.each([
    ['WASHINGTON (AP) — ', 'WASHINGTON (AP)'],
    ['BEIJING, June 14 (Reuters) - ', 'BEIJING, June 14 (Reuters)'],
    ['BEIJING, June 14 (Xinhua) -- ', 'BEIJING, June 14 (Xinhua)'],
    ['WASHINGTON/BEIJING, June 14 (Reuters) - ', 'WASHINGTON/BEIJING, June 14 (Reuters)'],
    ['NEW YORK -- ', 'NEW YORK'],
    ['THE HAGUE, Netherlands — ', 'THE HAGUE, Netherlands'],
    ['WASHINGTON, D.C. – ', 'WASHINGTON, D.C.'],
    ['NEW DELHI: ', 'NEW DELHI'],
    ['WASHINGTON | ', 'WASHINGTON'],
    ['Mexico City — ', 'Mexico City'],
    ['state department — ', 'state department'],
    ['Brussels, 14 June 2023 - ', 'Brussels, 14 June 2023'],
    ['New York, NY – June 14, 2023 – ', 'New York, NY – June 14, 2023'],
    ['WASHINGTON, June 14, 2023 /PRNewswire/ -- ', 'WASHINGTON, June 14, 2023 /PRNewswire/'],
    ['NEW YORK--(BUSINESS WIRE)--', 'NEW YORK--(BUSINESS WIRE)'],
    ['Berlin/Brüssel (dpa) – ', 'Berlin/Brüssel (dpa)'],
    ['PARIS, 14 juin (Reuters) - ', 'PARIS, 14 juin (Reuters)'],
    ['Madrid, 14 jun (EFE).- ', 'Madrid, 14 jun (EFE)'],
    ['(ANSA) - ROMA, 14 GIU - ', '(ANSA) - ROMA, 14 GIU'],
    ['BEIJING, June 14. /TASS/. ', 'BEIJING, June 14. /TASS/'],
    ['КИЇВ. 14 червня. УНІАН. ', 'КИЇВ. 14 червня. УНІАН'],
    ['واشنطن (رويترز) - ', 'واشنطن (رويترز)'],
    ['[ワシントン 14日 ロイター] - ', 'ワシントン 14日 ロイター'],
    ['新华社华盛顿6月14日电 ', '新华社华盛顿6月14日电'],
  ])('"%s" is separate from the first paragraph', (start, dateline) => {
    const article = read(HEAD, `${start}${FIRST}`, SECOND);
    expect(article.dateline).toBe(dateline);
    const [first] = article.blocks;
    expect(first?.kind === 'paragraph' && plainText(first.text)).toBe(FIRST);
  });

  test.each([
    ...[
      'FILE — ',
      'CPI — ',
      'GDP: ',
      'NATO — ',
      'UPDATE — ',
      'EXCLUSIVE: ',
      'Q: ',
      'But — ',
      'Yes — ',
    ],
    ...['THE BIG VOTE — ', 'WHAT’S NEXT — ', 'Scoop: ', 'The minister — who wrote it — left. '],
  ])('"%s" is text', (start) => {
    const article = read(HEAD, `${start}${FIRST}`, SECOND);
    expect(article.dateline).toBeUndefined();
    const [first] = article.blocks;
    expect(first?.kind === 'paragraph' && plainText(first.text)).toBe(`${start}${FIRST}`);
  });
});
