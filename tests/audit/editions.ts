/** Editions of made-up news for the audit: long and short, left to right and right to left. */
import type { Article } from '../../src/article/article.ts';
import { richText } from '../../src/article/rich-text.ts';
import { defined } from '../../src/base/defined.ts';
import type { Edition } from '../../src/edition/edition.ts';
import { heading, list, paragraph, quote } from '../support/blocks.ts';
import { PICTURE, RICH_ARABIC, RICH_STORY } from '../support/rich-story.ts';
import { sampleEdition } from '../support/sample.ts';

const image = {
  source: PICTURE,
  width: 1152,
  height: 648,
  alt: 'A ferry leaves a harbour in the morning',
  caption: 'The first ferry of the day leaves the harbour.',
  credit: 'Photograph: Harbour Office',
};

const story = (headline: string, own: Partial<Article>): Article => ({
  file: 'content/2023-06-14-audit.txt',
  headline,
  keyPoints: [],
  blocks: [],
  lines: { headline: 1 },
  ...own,
});

const FURTHER: readonly Article[] = [
  story('Harbour council votes to keep the night ferry through the winter', {
    section: 'Transport',
    byline: 'By Ada Example',
    dateline: 'NORTH HARBOUR',
    url: 'https://example.com/transport/night-ferry',
    image,
    keyPoints: [
      'The council kept the night ferry by nine votes to four after a debate of three hours.',
      'Fares stay as they are until the spring, when a review is due.',
      'A second boat will be hired for the weeks in which the first one is repaired.',
    ].map(richText),
    blocks: [
      paragraph(
        'The council of North Harbour decided on Tuesday to keep the night ferry running through the winter, although fewer people have used it than was hoped when it began two years ago.',
      ),
      heading('What changes'),
      list([
        'The last boat leaves at a quarter past eleven instead of midnight.',
        'Tickets bought on the pier cost the same as those bought in advance, which was not so before.',
        'Bicycles travel free of charge on weekdays.',
      ]),
      quote(
        'Nobody should have to choose between a late shift and a way home, and nobody on this council wants to be the one who makes them.',
      ),
      paragraph('A review of fares and times is due in the spring.'),
    ],
  }),
  story('Library opens its reading room again', {
    section: 'Culture',
    keyPoints: ['The room was closed for repairs to its roof for eighteen months.'].map(richText),
    blocks: [
      paragraph(
        'The reading room of the old library opened again on Monday, with its lamps and its long tables as they were, and with a roof that no longer lets the rain in.',
      ),
      { kind: 'image', image: { ...image, credit: 'Library' }, line: 1 },
      paragraph('It is open until nine in the evening on every day but Sunday.'),
    ],
  }),
  story('What the Donaudampfschifffahrtsgesellschaftskapitänswitwenrente has to do with it', {
    url: 'https://a-long-name-of-a-paper-that-nobody-would-type.example.com/long',
    blocks: [
      paragraph(
        'Long words travel badly. Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz is one; https://example.com/an/address/that/somebody/has/pasted/into/the/text/and/that/has/no/space/in/it is another.',
      ),
    ],
  }),
  story('Five numbers from the quarterly report', {
    section: 'Economy',
    url: 'https://example.com/economy/report',
    keyPoints: ['Prices rose by 2.1 per cent.', 'Rents did not change.'].map(richText),
    blocks: [
      heading('Prices'),
      paragraph('Prices rose by 2.1 per cent in the quarter, less than in the one before it.'),
      heading('Rents'),
      paragraph('Rents stayed where they were for the third quarter in a row.'),
      list(['Bread: 3.20', 'Milk: 1.15', 'A day ticket: 7.80']),
    ],
  }),
];

/** Five stories: the sample's, with a picture, and four more. */
export function digest(): Edition {
  const sample = sampleEdition();
  return { ...sample, lead: { ...sample.lead, image }, further: FURTHER };
}

function edition(lead: Article, preheader: string, further: readonly Article[] = []): Edition {
  const { headline } = lead;
  return { ...sampleEdition(), subject: headline, preheader, lead, further };
}

/** A story with every kind of text and block, and the same again as a further story. */
export function rich(): Edition {
  const { lines, file, blocks, keyPoints, dek, authors, contributors, dateline } = RICH_STORY;
  const further = story('The ferry again, further down', {
    ...{ lines, file, blocks, keyPoints },
    ...defined({ dek, authors, contributors, dateline }),
  });
  return edition(RICH_STORY, 'A survey comes first, then a report, and in the spring a vote.', [
    further,
  ]);
}

export function richArabic(): Edition {
  return edition(RICH_ARABIC, 'صوّت تسعة أعضاء من ثلاثة عشر على شتاء آخر من العبّارات الليلية.');
}

export function arabic(): Edition {
  return edition(
    story('مجلس الميناء يصوت على إبقاء العبّارة الليلية طوال فصل الشتاء', {
      section: 'النقل',
      byline: 'بقلم آدا مثال',
      dateline: 'الميناء الشمالي',
      url: 'https://example.com/ar/night-ferry',
      keyPointsHeading: 'أهم النقاط',
      image: { ...image, alt: 'عبّارة تغادر الميناء صباحًا', caption: 'أول عبّارة في اليوم.' },
      keyPoints: [
        'أبقى المجلس العبّارة الليلية بتسعة أصوات مقابل أربعة بعد نقاش دام ثلاث ساعات.',
        'تبقى الأسعار كما هي حتى الربيع، حين يحل موعد المراجعة.',
      ].map(richText),
      blocks: [
        paragraph(
          'قرر مجلس الميناء الشمالي يوم الثلاثاء إبقاء العبّارة الليلية عاملة طوال فصل الشتاء، مع أن عدد ركابها أقل مما كان مأمولًا حين بدأت قبل عامين.',
        ),
        heading('ما الذي يتغير'),
        list(['تغادر آخر عبّارة في الحادية عشرة والربع.', 'تسافر الدراجات مجانًا في أيام العمل.']),
        quote('لا ينبغي لأحد أن يختار بين نوبة عمل متأخرة وطريق العودة إلى البيت.'),
        paragraph('ومن المقرر أن تُراجع الأسعار والمواعيد في الربيع.'),
      ],
    }),
    'تبقى الأسعار كما هي حتى الربيع، وتُستأجر عبّارة ثانية في أسابيع الإصلاح.',
  );
}

export function hebrew(): Edition {
  return edition(
    story('מועצת הנמל הצביעה להשאיר את מעבורת הלילה לאורך כל החורף', {
      section: 'תחבורה',
      dateline: 'הנמל הצפוני',
      url: 'https://example.com/he/night-ferry',
      keyPointsHeading: 'עיקרי הדברים',
      keyPoints: [
        'המועצה השאירה את מעבורת הלילה ברוב של תשעה מול ארבעה.',
        'המחירים אינם משתנים.',
      ].map(richText),
      blocks: [
        paragraph(
          'מועצת הנמל הצפוני החליטה ביום שלישי להשאיר את מעבורת הלילה בפעולה לאורך כל החורף, אף שמספר הנוסעים בה קטן מכפי שקיוו כשהחלה לפעול לפני שנתיים.',
        ),
        heading('מה משתנה'),
        list(['המעבורת האחרונה יוצאת באחת עשרה ורבע.', 'אופניים נוסעים בחינם בימי חול.']),
        quote('איש אינו צריך לבחור בין משמרת מאוחרת לבין הדרך הביתה.'),
      ],
    }),
    'המחירים נשארים כפי שהם עד האביב, ואז תיערך בדיקה נוספת שלהם.',
    [story('הספרייה פותחת מחדש את אולם הקריאה', { blocks: [paragraph('האולם נפתח ביום שני.')] })],
  );
}
