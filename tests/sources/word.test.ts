import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readWord } from '../../src/sources/word.ts';
import {
  bold,
  deleted,
  docx,
  footnote,
  inserted,
  italic,
  item,
  link,
  p,
  picture,
  r,
  table,
} from '../support/docx.ts';
import { told } from '../support/told.ts';
import { zip } from '../support/zip.ts';
import { wordsOfHtml, wordsOfReading } from '../article/html/words.ts';

const png = await sharp({ create: { width: 4, height: 3, channels: 3, background: '#369' } })
  .png()
  .toBuffer();
const VOTE =
  'The House transport committee voted 31 to 22 on Wednesday to send a bill on harbor dredging to the floor, after two days of debate.';
const FUND = 'Opponents said the fund would run dry by 2027, and offered an amendment.';

async function read(file: Buffer) {
  const result = await readWord(file);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

async function fault(file: Buffer, timeout?: number) {
  const result = await readWord(file, timeout === undefined ? {} : { timeout });
  const [first] = result.problems;
  return result.ok ? 'it was read' : `${first?.code ?? ''}: ${first?.detail ?? ''}`;
}

describe('a Word file', () => {
  test('with the styles of a newsroom is read as what they say', async () => {
    const file = docx({
      links: { bill: 'https://house.example.com/bill', evil: 'javascript:alert(1)' },
      pictures: { ships: png },
      footnotes: { 1: 'The committee met twice.' },
      body: [
        p('Politics', 'Section'),
        p('House panel advances harbor bill', 'Title'),
        p('Coastal states would get eight years', 'Subtitle'),
        p('By Nora Vell', 'Byline'),
        p(picture('ships', 'Container ships')),
        p('Ships wait off the harbor. (Mara Quint/Reuters)', 'caption'),
        p(`${bold('WASHINGTON')}${r(' — ')}${r(VOTE)}${footnote('1')}`),
        p('Who pays', 'heading 1'),
        p(
          `${r('See the ')}${link('bill', 'bill')}${r(' and ')}${link('evil', 'this')}${italic(' now')}`,
        ),
        p('The ships did not wait for us.', 'Quote'),
        item('New York') + item('Brooklyn', 1, 1) + item('Port Ellis'),
        item('First', 2) + item('Second', 2),
        table([
          ['Party', 'Yes'],
          ['Democrats', '24'],
        ]),
        p('A vote is expected before the recess in July.'),
      ].join(''),
    });
    const reading = await read(file);
    expect(told(reading)).toEqual([
      'section: Politics',
      'headline: House panel advances harbor bill',
      'dek: Coastal states would get eight years',
      'byline: By Nora Vell',
      'image: picture-1.png / Container ships / Ships wait off the harbor. / Mara Quint/Reuters',
      'dateline: WASHINGTON',
      `${VOTE}[1]`,
      '## Who pays',
      'See the [bill](https://house.example.com/bill) and this _now_',
      '> The ships did not wait for us.',
      '- New York',
      '  - Brooklyn',
      '- Port Ellis',
      '1. First',
      '2. Second',
      '| Party | Yes |',
      '| Democrats | 24 |',
      'A vote is expected before the recess in July.',
      '[1]: The committee met twice.',
    ]);
    expect(reading.pictures).toMatchObject([{ kind: 'embedded', file: 'picture-1.png' }]);
    const [first] = reading.pictures;
    expect(first?.kind === 'embedded' && Buffer.compare(first.bytes, png)).toBe(0);
  });

  test('without styles has its bold lines as headings, and its first line as headline', async () => {
    const file = docx({
      body: [
        p(bold('House panel advances harbor bill')),
        p('By Nora Vell and Tom Arden'),
        p(''),
        p(VOTE),
        p(bold('Who pays?')),
        p(FUND),
        p(bold('This whole sentence is bold, and no heading.')),
        p(FUND),
        p(bold('The end')),
      ].join(''),
    });
    expect(told(await read(file))).toEqual([
      'headline: House panel advances harbor bill',
      'byline: By Nora Vell and Tom Arden',
      VOTE,
      '## Who pays?',
      FUND,
      '*This whole sentence is bold, and no heading.*',
      FUND,
      '*The end*',
    ]);
  });

  test('with tracked changes has the insertions, and says what was deleted', async () => {
    const file = docx({
      header: 'The Port Herald – draft 3',
      footer: 'Page 1',
      comments: 'Check this number',
      body: [
        p('Harbor bill advances', 'Title'),
        p(
          `${r('The committee voted ')}${deleted('31')}${inserted('32')}${r(' to 22 on Wednesday to send the bill on.')}`,
        ),
        p(FUND),
      ].join(''),
    });
    const reading = await read(file);
    expect(told(reading)).toEqual([
      'headline: Harbor bill advances',
      'The committee voted 32 to 22 on Wednesday to send the bill on.',
      FUND,
      'left out: 31 (deleted, as a tracked change)',
      'left out: The Port Herald – draft 3 (the head of the pages)',
      'left out: Page 1 (the foot of the pages)',
      'left out: Check this number (a comment)',
    ]);
    expect(reading.warnings.map(({ code }) => code)).toEqual(['source/tracked-changes']);
  });

  test('with key points below a label, in German, is read with them', async () => {
    const file = docx({
      body: [
        p('Ausschuss stimmt für Hafengesetz', 'Title'),
        p('Von Nora Vell'),
        p('Auf einen Blick', 'heading 2'),
        item('Der Ausschuss stimmte am Mittwoch zu.') + item('Die Küste bekommt acht Jahre.'),
        p(
          'Berlin (dpa) – Der Verkehrsausschuss hat am Mittwoch nach zwei Tagen Debatte für ein Gesetz über die Vertiefung der Häfen gestimmt.',
        ),
        p('Wer zahlt', 'heading 2'),
        p('Gegner sagten, der Fonds sei 2027 leer, und brachten einen Änderungsantrag ein.'),
      ].join(''),
    });
    expect(told(await read(file))).toEqual([
      'headline: Ausschuss stimmt für Hafengesetz',
      'byline: Von Nora Vell',
      'points: Auf einen Blick',
      '- Der Ausschuss stimmte am Mittwoch zu.',
      '- Die Küste bekommt acht Jahre.',
      'dateline: Berlin (dpa)',
      'Der Verkehrsausschuss hat am Mittwoch nach zwei Tagen Debatte für ein Gesetz über die Vertiefung der Häfen gestimmt.',
      '## Wer zahlt',
      'Gegner sagten, der Fonds sei 2027 leer, und brachten einen Änderungsantrag ein.',
    ]);
  });

  test('with a pull quote that repeats the story has it once', async () => {
    const file = docx({
      body: [
        p('Harbor bill advances', 'Title'),
        p(`“The ships did not wait for us,” said Dana Holloway. ${VOTE}`),
        p('“The ships did not wait for us”', 'Pull Quote'),
        p(FUND),
      ].join(''),
    });
    expect(told(await read(file))).toEqual([
      'headline: Harbor bill advances',
      `“The ships did not wait for us,” said Dana Holloway. ${VOTE}`,
      FUND,
      'left out: “The ships did not wait for us” (a pull quote, which the story contains too)',
    ]);
  });

  test('in Arabic, with markup in its text, keeps every character', async () => {
    const file = docx({
      body: [
        p('لجنة في مجلس النواب تقر مشروع قانون المرافئ', 'Title'),
        p(
          'صوتت لجنة النقل في مجلس النواب يوم الأربعاء بأغلبية ٣١ صوتا مقابل ٢٢ لإحالة مشروع القانون.',
        ),
        p('R&D <b>is no markup</b> &amp; stays.'),
      ].join(''),
    });
    expect(told(await read(file))).toEqual([
      'headline: لجنة في مجلس النواب تقر مشروع قانون المرافئ',
      'صوتت لجنة النقل في مجلس النواب يوم الأربعاء بأغلبية ٣١ صوتا مقابل ٢٢ لإحالة مشروع القانون.',
      'R&D <b>is no markup</b> &amp; stays.',
    ]);
  });
});

const word = fc.constantFrom(
  'talks',
  'Zürich',
  'Киев',
  '北京',
  'R&D',
  '27',
  'By',
  'Photo: AP',
  '“we”',
);
const text = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
const run = fc
  .tuple(fc.constantFrom(r, bold, italic, inserted, deleted), text)
  .map(([make, words]) => `${make(words)}${r(' ')}`);
const block = fc.oneof(
  text.map((words) => p(words)),
  fc.array(run, { minLength: 1, maxLength: 4 }).map((runs) => p(runs.join(''))),
  fc
    .tuple(
      text,
      fc.constantFrom('Title', 'heading 1', 'Quote', 'caption', 'Byline', 'Subtitle', 'Pull Quote'),
    )
    .map(([words, style]) => p(words, style)),
  fc.tuple(text, fc.constantFrom(0, 1, 2)).map(([words, level]) => item(words, 1, level)),
  fc
    .array(fc.array(text, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 3 })
    .map(table),
);

test('no word of a Word file is lost or printed twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(block, { minLength: 2, maxLength: 10 }),
      text,
      async (blocks, footer) => {
        const body = blocks.join('');
        const result = await readWord(docx({ body, footer }));
        if (!result.ok) return;
        const shown = `${body.replace(/<[^<>]*>/g, (tag) => (tag === '</w:p>' ? ' ' : ''))} ${footer.replaceAll('&', '&amp;')}`;
        expect(wordsOfReading(result.value)).toEqual(wordsOfHtml(shown));
      },
    ),
    { numRuns: 25 },
  );
});

describe('a file that cannot be read', () => {
  const story = docx({ body: p('Harbor bill advances', 'Title') + p(VOTE) });

  test.each([
    ['no archive', Buffer.from('PK\x03\x04 and nothing more'), /^source\/damaged: the end of the/],
    ['a file that was cut off', story.subarray(0, 900), /^source\/damaged: /],
    ['an archive of something else', zip({ 'a.txt': 'a' }), /^source\/damaged: it has no word/],
    ['an empty document', docx({ body: '' }), /^source\/no-story: /],
    ['XML that is broken', zip({ 'word/document.xml': '<w:p' }), /^source\/damaged: /],
    ['more than 20 MB', Buffer.alloc(20_000_001), /^source\/too-large: more than 20 MB/],
  ])('is refused with one clear error: %s', async (_, file, message) => {
    expect(await fault(file)).toMatch(message);
  });

  test('a bomb of 90 MB in one file is refused by its ratio', async () => {
    const bomb = zip({ 'word/document.xml': Buffer.alloc(90_000_000, ' ') });
    expect(await fault(bomb)).toMatch(
      /^source\/too-large: word\/document.xml unpacks to 200 times/,
    );
  });

  test('a bomb of many files is refused by the sum, and little memory is used', async () => {
    const part = Buffer.from(Array.from({ length: 900_000 }, (_, index) => index % 251));
    const files = Object.fromEntries(
      Array.from({ length: 150 }, (_, index) => [`word/media/${index}.png`, part]),
    );
    expect(await fault(zip(files))).toBe('source/too-large: it unpacks to more than 100 MB');
  });

  test('an archive that lies about its sizes is refused by what it really unpacks to', async () => {
    const bomb = zip({ 'word/document.xml': Buffer.alloc(150_000_000, ' ') });
    const size = Buffer.from([0x80, 0xd1, 0xf0, 0x08]);
    for (let at = bomb.indexOf(size); at !== -1; at = bomb.indexOf(size, at))
      bomb.writeUInt32LE(10, at);
    expect(await fault(bomb)).toMatch(/^source\/too-large: /);
  });

  test('tables nested 3,000 deep are refused', async () => {
    const [start, end] = ['<w:tbl><w:tr><w:tc>', '</w:tc></w:tr></w:tbl>'];
    const deep = docx({ body: `${start.repeat(3000)}${p('x')}${end.repeat(3000)}` });
    expect(await fault(deep)).toBe('source/damaged: its parts are nested too deeply');
  });

  test('one that takes too long is given up', async () => {
    expect(await fault(story, 1)).toBe(
      'source/damaged: reading it takes longer than 0.001 seconds',
    );
  });
});
