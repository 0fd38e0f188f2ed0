/** Two made-up stories with every kind of text and block: in English, and in Arabic. */
import type { Article, Block } from '../../src/article/article.ts';
import { richText, type Inline, type RichText } from '../../src/article/rich-text.ts';
import { heading, list, paragraph } from './blocks.ts';

/** Makes rich text of words and marked-up parts. */
export function rich(...parts: readonly (string | Inline)[]): RichText {
  return parts.flatMap((part) => (typeof part === 'string' ? richText(part) : [part]));
}

export const strong = (...parts: readonly (string | Inline)[]): Inline => ({
  kind: 'strong',
  children: rich(...parts),
});
export const emphasis = (...parts: readonly (string | Inline)[]): Inline => ({
  kind: 'emphasis',
  children: rich(...parts),
});
export const link = (url: string, ...parts: readonly (string | Inline)[]): Inline => ({
  kind: 'link',
  url,
  children: rich(...parts),
});
export const code = (text: string): Inline => ({ kind: 'code', text });
export const lineBreak: Inline = { kind: 'break' };
export const note = (label: string): Inline => ({ kind: 'footnote', label });

const text = (line: number, ...parts: readonly (string | Inline)[]): Block => ({
  kind: 'paragraph',
  text: rich(...parts),
  line,
});
const cells = (...texts: readonly string[]) => texts.map((each) => richText(each));

/** The picture of the made-up stories. */
export const PICTURE = 'https://example.com/pictures/harbour.png?width=1152&height=648';
const image = {
  source: PICTURE,
  width: 1152,
  height: 648,
  alt: 'A ferry leaves a harbour in the morning',
  caption: 'The "Aurora" leaves for the islands on Tuesday.',
  credit: 'Photograph: Harbour Office',
};

const ACCOUNTS = 'https://example.com/council/accounts?year=2023&part=ferries';

export const RICH_STORY: Article = {
  file: 'content/2023-06-14-night-ferry.md',
  section: 'Transport',
  headline: 'The night ferry stays, and the council wants it to pay its way',
  dek: 'Nine of thirteen members voted for another winter. What it costs is "known", they say; who pays is not.',
  authors: ['Nora Vell', 'Tom Arden', 'Ada Example'],
  published: '2023-06-13T21:30:00-04:00',
  updated: '2023-06-14T05:05:00-04:00',
  keyPointsHeading: 'Key Points',
  keyPoints: [
    rich(
      'The council of ',
      strong('North Harbour'),
      ' kept the night ferry, by nine votes to four.',
    ),
    rich('The ', link(ACCOUNTS, 'accounts'), ' show a loss of 1.2 million a year.', note('loss')),
    rich('Fares stay as they are ', emphasis('until the spring'), '.'),
  ],
  dateline: 'NORTH HARBOUR',
  image,
  blocks: [
    text(
      12,
      'The council decided on Tuesday to keep the night ferry, which ',
      link('https://example.com/2021/night-ferry', 'began two years ago'),
      ', although ',
      strong('fewer people'),
      ' have used it than ',
      emphasis('anybody'),
      ' had hoped. "',
      link('https://example.com/council/minutes', 'Nobody should walk home'),
      '," the chair said.',
    ),
    text(
      14,
      'The figures are in the ',
      link(ACCOUNTS, 'accounts for 2023'),
      ', which count a ',
      code('return'),
      ' as two trips.',
      note('loss'),
      ' Questions go to ',
      link('mailto:ferry@example.com', 'ferry@example.com'),
      '.',
    ),
    heading('What changes', 16),
    {
      kind: 'list',
      line: 18,
      items: [
        { text: rich('The last boat leaves at ', strong('a quarter past eleven'), '.') },
        {
          text: rich('Tickets bought on the pier cost the same as those bought in advance:'),
          list: {
            kind: 'list',
            start: 1,
            items: [
              { text: rich('at the machines beside pier two') },
              {
                text: rich('from the crew, who take cards as well'),
                list: { kind: 'list', items: [{ text: rich('but no notes above fifty') }] },
              },
            ],
          },
        },
        { text: rich('Bicycles travel free of charge on weekdays.') },
      ],
    },
    { kind: 'heading', level: 3, text: rich('The vote, ', emphasis('ward by ward')), line: 26 },
    {
      kind: 'table',
      line: 28,
      header: cells('Ward', 'For', 'Against', 'Turnout'),
      align: ['start', 'end', 'end', 'end'],
      rows: [
        cells('Old Town', '4', '0', '61.5 %'),
        cells('Shipyard Road', '3', '1', '48.0 %'),
        cells('Hill', '2', '3', '55.2 %'),
      ],
    },
    {
      kind: 'quote',
      line: 34,
      paragraphs: [
        rich(
          'Nobody should have to choose between a late shift and a way home, ',
          emphasis('and nobody on this council'),
          ' wants to be the one who makes them.',
        ),
        rich('We shall look at the fares again in the spring.'),
      ],
      attribution: 'Maria Oduya, chair of the council',
    },
    { kind: 'rule', line: 38 },
    heading('Three steps to the spring', 40),
    {
      kind: 'list',
      start: 9,
      line: 42,
      items: [
        {
          text: rich('A survey of everybody who travels after ten, by ', strong('September'), '.'),
        },
        { text: rich('A report on it, by Christmas.') },
        { text: rich('A vote on fares and times.') },
      ],
    },
    {
      kind: 'table',
      line: 46,
      header: cells('Boat', 'Built', 'Shipyard', 'Passengers', 'Bicycles', 'Next overhaul'),
      align: ['start', 'end', 'start', 'end', 'end', 'start'],
      rows: [
        cells('Aurora', '1998', 'Nordic Works', '420', '60', 'October 2023'),
        cells('Little Auk', '2011', 'Harbour & Sons', '180', '24', 'after the winter of 2024'),
        cells('Petrel', '2019', 'Nordic Works', '240', '', 'not planned'),
      ],
    },
    { kind: 'image', line: 50, image: { ...image, alt: 'The pier at night', credit: 'Library' } },
    text(
      52,
      'The office is at',
      lineBreak,
      'Pier Two, North Harbour',
      lineBreak,
      'and online at ',
      link('https://example.com/ferry', 'https://example.com/ferry'),
      '.',
    ),
    {
      kind: 'table',
      line: 56,
      align: ['start', 'end'],
      rows: [cells('Single', '3.20'), cells('Return', '5.80'), cells('A month', '64.00')],
    },
    {
      kind: 'list',
      line: 60,
      items: [
        { text: rich(link('https://example.com/ferry/fares', 'All fares of the night ferry')) },
        { text: rich(link('https://example.com/ferry/times', 'Times until March')) },
      ],
    },
    text(62, 'A review of fares and times is due in the spring.', note('review')),
    {
      kind: 'footnote',
      label: 'review',
      line: 63,
      text: rich(link('https://example.com/council/plans', 'Plans of the council')),
    },
    {
      kind: 'footnote',
      label: 'loss',
      line: 64,
      text: rich(
        'Before the grant of the region; see the ',
        link('https://example.com/region/grants', 'list of grants'),
        '.',
      ),
    },
  ],
  contributors: [
    'Reporting by Nora Vell and Tom Arden; Editing by Ada Example',
    'The desk’s Ines Roth contributed to this report.',
  ],
  url: 'https://example.com/transport/night-ferry',
  lines: { headline: 3, image: 10 },
};

export const RICH_ARABIC: Article = {
  file: 'content/2023-06-14-night-ferry-ar.md',
  section: 'النقل',
  headline: 'العبّارة الليلية باقية، والمجلس يريد لها أن تغطي تكاليفها',
  dek: 'صوّت تسعة أعضاء من ثلاثة عشر على شتاء آخر، أما من يدفع الثمن فلم يتقرر بعد.',
  authors: ['آدا مثال', 'نورا فيل'],
  published: '2023-06-13T21:30:00-04:00',
  updated: '2023-06-14T05:05:00-04:00',
  keyPoints: [
    rich('أبقى مجلس ', strong('الميناء الشمالي'), ' العبّارة الليلية بتسعة أصوات مقابل أربعة.'),
    rich('تُظهر ', link(ACCOUNTS, 'الحسابات'), ' خسارة قدرها 1.2 مليون في السنة.', note('خسارة')),
  ],
  dateline: 'الميناء الشمالي',
  image: { ...image, alt: 'عبّارة تغادر الميناء صباحًا', caption: 'أول عبّارة في اليوم.' },
  blocks: [
    text(
      12,
      'قرر المجلس يوم الثلاثاء إبقاء العبّارة الليلية التي ',
      link('https://example.com/2021/night-ferry', 'بدأت قبل عامين'),
      '، مع أن ',
      strong('عدد ركابها'),
      ' أقل مما كان ',
      emphasis('مأمولًا'),
      '.',
    ),
    heading('ما الذي يتغير', 16),
    {
      kind: 'list',
      line: 18,
      items: [
        {
          text: rich('تغادر آخر عبّارة في الحادية عشرة والربع:'),
          list: {
            kind: 'list',
            start: 1,
            items: [{ text: rich('من الرصيف الثاني') }, { text: rich('في أيام العمل فقط') }],
          },
        },
        { text: rich('تسافر الدراجات مجانًا في أيام العمل.') },
      ],
    },
    {
      kind: 'table',
      line: 28,
      header: cells('الحي', 'مع', 'ضد', 'المشاركة'),
      align: ['start', 'end', 'end', 'end'],
      rows: [
        cells('البلدة القديمة', '4', '0', '61.5 %'),
        cells('طريق الأحواض', '3', '1', '48.0 %'),
      ],
    },
    {
      kind: 'quote',
      line: 34,
      paragraphs: [rich('لا ينبغي لأحد أن يختار بين نوبة عمل متأخرة وطريق العودة إلى البيت.')],
      attribution: 'ماريا أودويا، رئيسة المجلس',
    },
    { kind: 'rule', line: 38 },
    {
      kind: 'table',
      line: 46,
      header: cells('العبّارة', 'سنة البناء', 'الحوض', 'الركاب', 'الصيانة القادمة'),
      align: ['start', 'end', 'start', 'end', 'start'],
      rows: [
        cells('الشفق', '1998', 'أحواض الشمال', '420', 'أكتوبر 2023'),
        cells('النورس', '2019', 'أحواض الشمال', '240', 'بعد شتاء 2024'),
      ],
    },
    list(['ومن المقرر أن تُراجع الأسعار والمواعيد في الربيع.'], 48),
    paragraph('ومن المقرر أن تُراجع الأسعار والمواعيد في الربيع، كما جاء في البيان.', 50),
    {
      kind: 'footnote',
      label: 'خسارة',
      line: 64,
      text: rich('قبل منحة الإقليم؛ انظر ', link('https://example.com/grants', 'قائمة المنح'), '.'),
    },
  ],
  contributors: ['شارك في التغطية: توم آردن'],
  url: 'https://example.com/ar/night-ferry',
  lines: { headline: 3 },
};
