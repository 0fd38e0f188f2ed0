import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addPicture,
  pictureMarkdown,
  picturesInText,
  placesInText,
  replacePicture,
} from '../../../src/article/markdown/change-pictures.ts';
import { defined } from '../../../src/base/defined.ts';

const words = fc
  .array(
    fc.constantFrom(
      'Ships',
      '[x]',
      '](',
      '"so"',
      "'s",
      '*',
      '_a_',
      '\\',
      '<b>',
      '&amp;',
      '|',
      '港',
      '#',
      '`',
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((all) => all.join(' '));
const image = fc.record({
  file: fc.constantFrom('a.jpg', 'a b.jpg', 'ü(1).png', '../x/y.webp', 'a#1.jpg'),
  alt: words,
  caption: fc.option(words, { nil: undefined }),
});

const TEXT = '# The bill\n\nOne.\n\n![Old](old.jpg)\n\n- Two\n- Three\n\n> Four\n\n[^1]: A note.\n';

describe('a picture that is written into a text', () => {
  test('is read again as it was, whatever signs it has', () => {
    fc.assert(
      fc.property(image, (given) => {
        const [found, ...others] = picturesInText(`${pictureMarkdown(defined(given))}\n`);
        expect(others).toEqual([]);
        const { credit, caption, ...rest } = found?.image ?? {};
        expect(rest).toEqual({ file: given.file, alt: given.alt });
        const said = [caption, credit].filter((part) => part !== undefined).join(' ');
        expect(said).toBe(given.caption ?? '');
      }),
    );
  });

  test('leaves each other line as it is, wherever it is put', () => {
    const given = { file: 'new.jpg', alt: 'New' };
    const markdown = pictureMarkdown(given);
    for (const { line } of placesInText(TEXT)) {
      const added = addPicture(TEXT, line, given);
      expect(added.replace(`${markdown}\n\n`, '')).toBe(TEXT);
      expect(picturesInText(added).map(({ image: { file } }) => file)).toContain('new.jpg');
    }
    expect(addPicture('One.', 1, given)).toBe(`One.\n\n${markdown}\n`);
  });

  test('can be put below each block of words, and not below a heading or a note', () => {
    expect(placesInText(TEXT).map(({ words: shown }) => shown)).toEqual([
      'One.',
      'Two Three',
      'Four',
    ]);
  });

  test('takes the place of another one, with the caption below it', () => {
    const text = 'One.\n\n![Old](old.jpg)\n\n*The caption. (AP)*\n\nTwo.\n';
    const [old] = picturesInText(text);
    if (!old) throw new Error('no picture');
    expect(old.image).toMatchObject({ caption: 'The caption.', credit: 'AP' });
    expect(replacePicture(text, old, { file: 'n.jpg', alt: 'N' })).toBe(
      'One.\n\n![N](n.jpg)\n\nTwo.\n',
    );
    expect(replacePicture(text, old, undefined)).toBe('One.\n\nTwo.\n');
  });

  test('is taken out of the middle of a sentence without a word', () => {
    const text = 'One ![Old](old.jpg) two.\n';
    const [old] = picturesInText(text);
    expect(old && replacePicture(text, old, undefined)).toBe('One  two.\n');
  });

  test('is not looked for in code, in comments and in a text that is nested too deeply', () => {
    expect(picturesInText('`![a](b.jpg)`\n\n<!-- ![a](b.jpg) -->\n\n    ![a](b.jpg)\n')).toEqual(
      [],
    );
    expect(picturesInText(`${'> '.repeat(5000)}![a](b.jpg)`)).toEqual([]);
  });
});
