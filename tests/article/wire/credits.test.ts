import { describe, expect, test } from 'vitest';
import { FIRST, HEAD, kindsOf, read, SECOND, source } from './story.ts';

const CAPTION = 'Container ships wait off the harbor of Port Ellis on May 3, 2023.';

describe('a credit', () => {
  test.each([
    ...['Getty Images', 'Reuters', 'AP', 'Bloomberg', 'Handout', 'NASA', 'U.S. Coast Guard'],
    ...['AP Photo/Mara Quint', 'REUTERS/Mara Quint/File Photo', 'Mara Quint/AFP via Getty Images'],
    ...['Mara Quint | Bloomberg | Getty Images', 'Mara Quint - Getty Images', 'Mara Quint, AP'],
    ...['Mara Quint • Reuters', 'Mara Quint (AP)', 'MARA QUINT/NBC News', 'EPA-EFE/MARA QUINT'],
    ...['Mara Quint for The Washington Post', 'Mara Quint for The New York Times via Getty Images'],
    ...['Photo by Mara Quint', 'Photo: Mara Quint', 'Photograph: Mara Quint/The Guardian'],
    ...[
      'Image source, Getty Images',
      'Illustration: Mara Quint/Axios',
      'Courtesy of the Port Authority',
    ],
    ...[
      'U.S. Navy photo by Petty Officer Mara Quint',
      'Submitted photo',
      'via Reuters',
      '© Mara Quint',
    ],
    ...[
      'Bild: Mara Quint/dpa',
      'Crédit photo : Mara Quint/AFP',
      'Fot. Mara Quint / PAP',
      'Mara Quint',
    ],
    ...['Фото: Мара Квінт/УНІАН', 'صورة: رويترز', 'צילום: רויטרס', '写真:ロイター', '图/新华社'],
  ])('"%s" below a caption is its credit', (credit) => {
    const { image, blocks } = read(HEAD, `${CAPTION}\n${credit}`, FIRST, SECOND);
    expect(image).toEqual({ caption: CAPTION, credit });
    expect(blocks).toHaveLength(2);
  });

  test.each([
    ['(AP Photo/Mara Quint, File)', 'AP Photo/Mara Quint, File'],
    ['(Mara Quint/Reuters)', 'Mara Quint/Reuters'],
    ['(Photo by Mara Quint/Getty Images)', 'Photo by Mara Quint/Getty Images'],
    ['(Reuters)', 'Reuters'],
    ['(U.S. Navy photo)', 'U.S. Navy photo'],
    ['[Mara Quint/Reuters]', 'Mara Quint/Reuters'],
    ['（ロイター）', 'ロイター'],
    ['| Mara Quint/POLITICO', 'Mara Quint/POLITICO'],
    ['— Mara Quint/AP', 'Mara Quint/AP'],
    ['Photo: Mara Quint/Getty Images', 'Photo: Mara Quint/Getty Images'],
    ['REUTERS/Mara Quint', 'REUTERS/Mara Quint'],
    ['AP Photo/Mara Quint', 'AP Photo/Mara Quint'],
    ['Mara Quint/AFP via Getty Images', 'Mara Quint/AFP via Getty Images'],
    ['Courtesy of the Port Authority', 'Courtesy of the Port Authority'],
  ])('"%s" behind a caption is separate from it', (behind, credit) => {
    const { image, blocks } = read(HEAD, `${CAPTION} ${behind}`, FIRST, SECOND);
    expect(image).toEqual({ caption: CAPTION, credit });
    expect(blocks).toHaveLength(2);
  });

  test('what a page puts behind a credit is left out', () => {
    const { article, leftOut } = source(
      HEAD,
      'Ships wait. REUTERS/Mara Quint Purchase Licensing Rights, opens new tab',
      FIRST,
    );
    expect(article.image).toEqual({ caption: 'Ships wait.', credit: 'REUTERS/Mara Quint' });
    expect(leftOut.map(({ text }) => text)).toEqual(['Purchase Licensing Rights, opens new tab']);
  });

  test('of two lines with the same caption one is left out', () => {
    const photo = 'Dana Holloway speaks. (AP Photo/J. Lorne Abel)';
    const { article, leftOut } = source(HEAD, `${photo}\n${photo}Read More`, FIRST);
    expect(article.image?.credit).toBe('AP Photo/J. Lorne Abel');
    expect(leftOut.map(({ text }) => text)).toEqual([photo, 'Read More']);
  });

  test('the caption can stand below its credit', () => {
    const caption = 'Container ships wait off the harbor';
    expect(read(HEAD, `Getty Images\n${caption}`, FIRST).image?.caption).toBe(caption);
    const labelled = `Image source, Getty Images\nImage caption, ${caption}`;
    expect(read(HEAD, labelled, FIRST).image?.caption).toBe(caption);
  });
});

describe('what is no credit', () => {
  test.each([
    'The ministers met late in the evening, and left without a word to the press. / Reuters',
    'Dana Holloway | Chairwoman of the committee',
    'The news came first from Reuters.',
    'Contact the office from 9 a.m. to 5 p.m. | Monday to Friday',
  ])('"%s" stays in the story', (line) => {
    const article = read(HEAD, FIRST, line, SECOND);
    expect(article.image).toBeUndefined();
    expect(kindsOf(article)).toEqual(['paragraph', 'paragraph', 'paragraph']);
  });

  test('the picture of the front matter never gets the caption of a photo further down', () => {
    const front = '---\nimage: ships.jpg\nalt: Ships\n---';
    const article = read(`${front}\n${HEAD}`, FIRST, `${CAPTION}\nGetty Images`, SECOND);
    expect(article.image).toEqual({ file: 'ships.jpg', alt: 'Ships' });
    expect(kindsOf(article)).toEqual(['paragraph', 'image', 'paragraph']);
  });
});
