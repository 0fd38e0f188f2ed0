/** What the studio shows of a letter when asked: gaps of mail programs, and a spam filter's score. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SupportGap } from '../../src/check/client-support.ts';
import { mailProgramsPanel } from '../../src/studio/pages/mail-programs.ts';
import { spamPanel } from '../../src/studio/pages/spam.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { ID, openNewsroom, type Newsroom } from './newsroom.ts';
import { wordsOf } from './run-views.ts';

const gap = (more: Partial<SupportGap>): SupportGap => ({
  client: 'gmail.ios',
  feature: 'border-radius',
  support: 'none',
  notes: [],
  element: '<td style="border-radius:4px"></td>',
  allowed: undefined,
  ...more,
});
const panel = async (gaps: readonly SupportGap[]) => String(await mailProgramsPanel(gaps));
/** The marks of a feature's row, one for each program. */
const marksOf = (markup: string, feature: string) => {
  const row = markup.split('<tr>').find((each) => each.includes(`<b>${feature}</b>`)) ?? '';
  return Array.from(row.matchAll(/aria-label="([^"]*)"/g), ([, mark]) => mark);
};

describe('the table of mail programs', () => {
  test('has a mark for each program, and the element that uses the feature', async () => {
    const markup = await panel([
      gap({ allowed: 'Square corners.' }),
      gap({ client: 'outlook.windows', element: '<a class="x"></a>' }),
      gap({ client: 'yahoo.ios', support: 'partial', notes: ['Only `px`, see [here](https://x)'] }),
    ]);
    const marks = marksOf(markup, 'border-radius');
    expect(marks).toEqual([
      ...['yes', 'yes', 'no', 'yes'],
      ...['no', 'yes', 'yes', 'yes', 'yes', 'yes', 'in part'],
    ]);
    // The element is that of the program that nobody has reviewed.
    expect(wordsOf(markup)).toContain(
      '&lt;a class=&quot;x&quot;&gt;&lt;/a&gt; and 1 other element',
    );
    expect(markup).toContain('class="bad" role="img" aria-label="no"');
  });

  test('escapes what a letter contains', async () => {
    const markup = await panel([gap({ element: '<img src=x onerror=alert(1)>' })]);
    expect(markup).not.toContain('<img');
  });

  test('shows features that nobody has reviewed first, and those supported in part last', async () => {
    const markup = await panel([
      gap({ feature: 'flex', support: 'partial', notes: ['Only `row`.'] }),
      gap({ feature: 'cursor', allowed: 'It changes nothing.' }),
      gap({ feature: 'grid' }),
    ]);
    const order = Array.from(markup.matchAll(/<b>(\w+)<\/b>/g), ([, feature]) => feature);
    expect(order).toEqual(['grid', 'cursor', 'flex']);
    expect(wordsOf(markup)).toContain('1 feature supported in part');
    expect(markup).toContain('Only <code>row</code>.');
  });

  test('says so if every program supports everything', async () => {
    expect(wordsOf(await panel([]))).toContain('Every program supports all of it.');
  });
});

describe('the score of a spam filter', () => {
  test('is shown with each rule and its points', async () => {
    const rules = [{ name: 'SUBJ_ALL_CAPS', points: 2, description: 'Subject is <all> capitals' }];
    const markup = String(await spamPanel({ kind: 'scored', score: 6.4, limit: 5, rules }));
    expect(wordsOf(markup)).toContain('SpamAssassin gives 6.4 points; below 5 is safe.');
    expect(wordsOf(markup)).toContain('2 Subject is &lt;all&gt; capitals SUBJ_ALL_CAPS');
    const low = await spamPanel({ kind: 'scored', score: -0.1, limit: 5, rules: [] });
    expect(wordsOf(String(low))).toContain('gives -0.1 points; that is below 5 and safe.');
  });
});

describe('a letter looked at more closely', () => {
  const folder = temporaryFolder();
  let room: Newsroom;
  beforeAll(async () => {
    room = await openNewsroom({ PATH: `${folder}:${process.env['PATH'] ?? ''}` });
    const program = join(folder, 'spamassassin');
    writeFileSync(
      program,
      `#!/bin/sh
echo asked >> "$(dirname "$0")/times"
grep -q '^Date: Wed, 14 Jun 2023' && echo 'X-Spam-Status: No, score=1.5 required=5.0 tests=NONE'
`,
    );
    chmodSync(program, 0o755);
  });
  afterAll(() => room.close());
  const path = `/editions/${ID}/nobody/`;

  test('has the gaps of mail programs that the checks have reviewed', async () => {
    const { status, text } = await room.get(`${path}programs.html`);
    expect(status).toBe(200);
    expect(marksOf(text, 'border-radius')[4]).toBe('no');
    expect(text).not.toContain('class="bad"');
  });

  test.skipIf(process.platform === 'win32')(
    'has the score of the spam filter of this machine, which is asked once about a letter',
    async () => {
      for (let time = 0; time < 2; time++) {
        const { text } = await room.get(`${path}spam.html`);
        expect(wordsOf(text)).toContain('SpamAssassin gives 1.5 points');
      }
    },
  );

  test('makes a page wait only if the page asks for it', async () => {
    const browser = async (query: string) => {
      const headers = { host: 'localhost', 'sec-fetch-mode': 'navigate' };
      const answer = await room.app.request(`http://localhost${path}${query}`, { headers });
      return answer.text();
    };
    expect(await browser('?tab=programs')).not.toContain('<table class="support"');
    expect(await browser('?tab=programs&wait')).toContain('<table class="support"');
    expect(await browser('?tab=spam&wait')).toContain('SpamAssassin gives 1.5 points');
    // An exported page can't fetch it, and asks no other program.
    const file = (await room.get(path)).text;
    expect(file).toContain('<table class="support"');
    expect(file).not.toContain('SpamAssassin');
  });

  test('is not found for an edition that is not there', async () => {
    expect((await room.get('/editions/2020-01-01-none/nobody/spam.html')).status).toBe(404);
  });
});
