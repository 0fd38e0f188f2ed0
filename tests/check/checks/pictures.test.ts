import { describe, expect, test } from 'vitest';
import { checkAlt } from '../../../src/check/checks/alt.ts';
import { checkImage } from '../../../src/check/checks/image.ts';
import { editionWith } from '../../support/sample.ts';
import { findings, sampleLetter, withMarkup } from './sample-letter.ts';

const SOURCE = 'https://example.com/beijing.jpg';

type Attributes = Readonly<Record<string, string | undefined>>;

function picture(own: Attributes = {}): string {
  const whole: Attributes = {
    src: SOURCE,
    alt: 'A square',
    width: '576',
    height: '324',
    style: 'height:auto',
  };
  const attributes = Object.entries({ ...whole, ...own }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}="${value}"`],
  );
  return `<img ${attributes.join(' ')}>`;
}

test.each([checkAlt, checkImage])('the sample letter, and a whole picture, pass %o', (check) => {
  expect(findings(check)).toEqual([]);
  expect(findings(check, withMarkup(picture()))).toEqual([]);
});

describe('the alternative text', () => {
  test.each([
    ['missing', undefined, 'alt is missing'],
    ['empty', '', 'alt is empty'],
    ['spaces', ' ', 'alt is empty'],
    ['the name of a file', 'IMG_2041.JPG', 'alt is the name of a file'],
  ])('is found where it is %s', (_, alt, finding) => {
    const [found] = findings(checkAlt, withMarkup(picture({ alt })));
    expect(found).toContain(`html/alt | ${finding} | <img`);
  });

  test('is found empty in a link that has nothing else', () => {
    const small = picture({ alt: '', width: '20', height: '20' });
    const link = (content: string) => withMarkup(`<a href="https://example.com/">${content}</a>`);
    expect(findings(checkAlt, link(small))).toHaveLength(1);
    expect(findings(checkAlt, link(`${small} The Politics Briefing`))).toEqual([]);
  });

  test.each([
    ['a rule', { height: '1' }],
    ['marked as an ornament', { role: 'presentation' }],
    ['hidden from screen readers', { 'aria-hidden': 'true' }],
  ])('may be empty where the picture is %s', (_, own) => {
    expect(findings(checkAlt, withMarkup(picture({ alt: '', ...own })))).toEqual([]);
  });

  test('is asked of the article where the picture is its own', () => {
    const edition = editionWith({ image: { source: SOURCE } });
    const html = withMarkup(picture({ alt: '' }));
    const [found] = checkAlt(sampleLetter({ html, edition }));
    expect(found?.place).toEqual({ file: edition.lead.file });
  });
});

describe('a picture', () => {
  test.each([
    ['MJML’s height="auto"', { height: 'auto' }, 'height="auto"'],
    ['no width', { width: undefined }, 'no width'],
    ['a width in per cent', { width: '100%' }, 'width="100%"'],
    ['a height of its own', { style: 'height:324px' }, 'no height:auto in its style'],
    ['http', { src: 'http://example.com/a.jpg' }, 'its source is http:'],
    ['a data URL', { src: 'data:image/png;base64,AA==' }, 'its source is data:'],
    ['a path', { src: '/a.jpg' }, 'its source is not a whole URL'],
    ['no source', { src: undefined }, 'no source'],
  ])('with %s is found', (_, own, finding) => {
    const [found] = findings(checkImage, withMarkup(picture(own)));
    expect(found).toContain(`html/image | ${finding} | <img`);
  });

  test('may come with the message', () => {
    expect(findings(checkImage, withMarkup(picture({ src: 'cid:a@example.com' })))).toEqual([]);
  });
});
