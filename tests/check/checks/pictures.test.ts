import { describe, expect, test } from 'vitest';
import { checkAlt } from '../../../src/check/checks/alt.ts';
import { checkImage } from '../../../src/check/checks/image.ts';
import { editionWith } from '../../support/sample.ts';
import { findings, sampleLetter, withMarkup } from './sample-letter.ts';

const SOURCE = 'https://example.com/beijing.jpg';

type Attributes = Readonly<Record<string, string | undefined>>;

function image(own: Attributes = {}): string {
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

test.each([checkAlt, checkImage])('the sample letter and a correct image pass %o', (check) => {
  expect(findings(check)).toEqual([]);
  expect(findings(check, withMarkup(image()))).toEqual([]);
});

describe('the alt text', () => {
  test.each([
    ['missing', undefined, 'alt is missing'],
    ['empty', '', 'alt is empty'],
    ['white space', ' ', 'alt is empty'],
    ['a file name', 'IMG_2041.JPG', 'alt is a file name'],
  ])('is reported if it is %s', (_, alt, finding) => {
    const [found] = findings(checkAlt, withMarkup(image({ alt })));
    expect(found).toContain(`html/alt | ${finding} | <img`);
  });

  test('is reported if it is empty and the image is the only content of a link', () => {
    const small = image({ alt: '', width: '20', height: '20' });
    const link = (content: string) => withMarkup(`<a href="https://example.com/">${content}</a>`);
    expect(findings(checkAlt, link(small))).toHaveLength(1);
    expect(findings(checkAlt, link(`${small} The Politics Briefing`))).toEqual([]);
  });

  test.each([
    ['a rule', { height: '1' }],
    ['marked as decorative', { role: 'presentation' }],
    ['hidden from screen readers', { 'aria-hidden': 'true' }],
  ])('may be empty if the image is %s', (_, own) => {
    expect(findings(checkAlt, withMarkup(image({ alt: '', ...own })))).toEqual([]);
  });

  test('may be empty if the article says that the image is decorative', () => {
    const html = withMarkup(image({ alt: '' }));
    const edition = editionWith({ image: { source: SOURCE, alt: '' } });
    expect(checkAlt(sampleLetter({ html, edition }))).toEqual([]);
  });

  test('is reported at the article if the image belongs to it', () => {
    const edition = editionWith({ image: { source: SOURCE } });
    const html = withMarkup(image({ alt: '' }));
    const [found] = checkAlt(sampleLetter({ html, edition }));
    expect(found?.place).toEqual({ file: edition.lead.file });
  });
});

describe('an image', () => {
  test.each([
    ['MJML’s height="auto"', { height: 'auto' }, 'height="auto"'],
    ['no width', { width: undefined }, 'no width'],
    ['a width in percent', { width: '100%' }, 'width="100%"'],
    ['a fixed height', { style: 'height:324px' }, 'no height:auto in its style'],
    ['http', { src: 'http://example.com/a.jpg' }, 'its source is http:'],
    ['a data URL', { src: 'data:image/png;base64,AA==' }, 'its source is data:'],
    ['a path', { src: '/a.jpg' }, 'its source is a relative URL'],
    ['no source', { src: undefined }, 'no source'],
  ])('with %s is reported', (_, own, finding) => {
    const [found] = findings(checkImage, withMarkup(image(own)));
    expect(found).toContain(`html/image | ${finding} | <img`);
  });

  test('may be attached to the message', () => {
    expect(findings(checkImage, withMarkup(image({ src: 'cid:a@example.com' })))).toEqual([]);
  });
});
