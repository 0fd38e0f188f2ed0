import { describe, expect, test } from 'vitest';
import { plainText } from '../../../src/article/rich-text.ts';
import { FIRST, HEAD, kindsOf, POINTS, read, SECOND } from './story.ts';

describe('the label of key points', () => {
  test.each([
    ...['Key Points', 'KEY TAKEAWAYS', 'Highlights:', 'What to know', 'Three things to know'],
    ...[
      '5 takeaways',
      'The bottom line',
      'TL;DR',
      'Here’s what to know',
      'Das Wichtigste in Kürze',
    ],
    ...['Auf einen Blick', 'L’essentiel', 'Ce qu’il faut savoir', 'Puntos clave', 'Punti chiave'],
    ...['Pontos-chave', 'In het kort', 'Najważniejsze', 'Головне', 'Öne çıkanlar', 'أبرز النقاط'],
    ...['עיקרי הדברים', '要点', 'ポイント', '核心提示'],
  ])('"%s" is known, so its points need no signs', (label) => {
    const { keyPoints, keyPointsHeading, blocks } = read(
      'Politics',
      HEAD,
      [label, ...POINTS].join('\n'),
      FIRST,
      SECOND,
    );
    expect(keyPoints.map(plainText)).toEqual(POINTS);
    expect(keyPointsHeading).toBe(label.replace(':', ''));
    expect(blocks).toHaveLength(2);
  });

  test('above a list at the top, any few words are a label', () => {
    const list = POINTS.map((point) => `• ${point}`).join('\n');
    const { keyPoints, keyPointsHeading } = read(HEAD, `The state of play\n${list}`, FIRST);
    expect(keyPoints).toHaveLength(3);
    expect(keyPointsHeading).toBe('The state of play');
  });

  test('below the first paragraph, a usual label is a heading and its points are a list', () => {
    const article = read(HEAD, FIRST, 'What to know', '• One\n• Two', SECOND);
    expect(article.keyPoints).toEqual([]);
    expect(kindsOf(article)).toEqual(['paragraph', 'heading', 'list', 'paragraph']);
  });

  test('points without signs end at the caption of a photo', () => {
    const { keyPoints, image } = read(
      HEAD,
      ['Key Points', ...POINTS, 'Ships wait off the harbor.', 'Mara Quint | Getty Images'].join(
        '\n',
      ),
      FIRST,
    );
    expect(keyPoints).toHaveLength(3);
    expect(image).toEqual({
      caption: 'Ships wait off the harbor.',
      credit: 'Mara Quint | Getty Images',
    });
  });
});

describe('the signs of key points', () => {
  test.each([
    ...[
      '• ',
      '•',
      '◦ ',
      '○ ',
      '● ',
      '■ ',
      '▪ ',
      '► ',
      '➤ ',
      '❖ ',
      '・',
      '· ',
      '‣ ',
      '⁃ ',
      '\uf0b7 ',
    ],
    ...['* ', '*', '- ', '-', '-- ', '– ', '— ', '+ ', '→ ', '» ', '★ ', '✓ ', '✅ '],
    ...['👉 ', '🔹 ', '▶️ ', '➡️ ', 'o ', 'o\t', '|| ', '※ ', '~ '],
  ])('%j is removed from each', (sign) => {
    const points = POINTS.map((point) => `${sign}${point}`);
    const { keyPoints } = read(HEAD, ['Key Points', ...points].join('\n'), FIRST);
    expect(keyPoints.map(plainText)).toEqual(POINTS);
  });

  test.each([
    [['1. ', '2. ', '3. ']],
    [['1) ', '2) ', '3) ']],
    [['(1) ', '(2) ', '(3) ']],
    [['1 - ', '2 - ', '3 - ']],
    [['1: ', '2: ', '3: ']],
    [['#1 ', '#2 ', '#3 ']],
    [['1.', '2.', '3.']],
    [['1️⃣ ', '2️⃣ ', '3️⃣ ']],
    [['① ', '② ', '③ ']],
    [['１．', '２．', '３．']],
    [['一、', '二、', '三、']],
    [['a) ', 'b) ', 'c) ']],
    [['A. ', 'B. ', 'C. ']],
    [['(i) ', '(ii) ', '(iii) ']],
    [['I. ', 'II. ', 'III. ']],
  ])('the numbers or letters %j are removed', (signs) => {
    const points = POINTS.map((point, index) => `${signs[index] ?? ''}${point}`);
    const { keyPoints } = read(HEAD, ['Key Points', ...points].join('\n'), FIRST);
    expect(keyPoints.map(plainText)).toEqual(POINTS);
  });

  test('a number, an emoji or a letter alone is no sign', () => {
    const lines = ['1. Mai in Berlin', '🗳️ Election day', 'o Canada'];
    const article = read(HEAD, FIRST, ...lines.map((line) => `${line} was quiet, officials said.`));
    expect(kindsOf(article)).toEqual(Array(4).fill('paragraph'));
  });
});
