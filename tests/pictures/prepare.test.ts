import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { ArticleImage } from '../../src/article/article.ts';
import { displaySize } from '../../src/pictures/measure.ts';
import { preparePictures } from '../../src/pictures/prepare.ts';
import { describe as describeProblem } from '../../src/base/problem.ts';
import { editionWith, need, sampleConfig } from '../support/sample.ts';
import { always, flag, grain, SVG } from './images.ts';

const LOCAL: ArticleImage = { file: 'plane.jpg', alt: 'A man on the steps of a plane' };
const PLACE = { file: 'content/2023-06-14-blinken-beijing.txt', line: 3 };

/** Prepares the sample edition with one picture. */
function prepare(bytes: Uint8Array, image = LOCAL, own: Parameters<typeof sampleConfig>[0] = {}) {
  const edition = editionWith({ image, lines: { headline: 5, image: PLACE.line } });
  return preparePictures(edition, sampleConfig(own), always(bytes));
}

/** Returns the one picture of the result, and the article's image. */
async function prepared(bytes: Uint8Array, own?: Parameters<typeof sampleConfig>[0]) {
  const { edition, pictures } = need(await prepare(bytes, LOCAL, own));
  const [source, picture] = Array.from(pictures)[0] ?? [];
  if (source === undefined || !picture) throw new Error('no picture came out');
  return {
    source,
    picture,
    image: edition.lead.image,
    made: await sharp(picture.bytes).metadata(),
  };
}

async function findings(bytes: Uint8Array, image?: ArticleImage) {
  const { ok, problems } = await prepare(bytes, image);
  expect(ok).toBe(false);
  expect(problems.every(({ place }) => place?.file === PLACE.file && place.line === 3)).toBe(true);
  return problems.map((each) => `${each.code} ${describeProblem(each).finding}`);
}

describe('a picture file next to the article', () => {
  test('the picture becomes a JPEG of twice its displayed width, below the budget', async () => {
    const { picture, made, image } = await prepared(await grain(2400, 1600).jpeg().toBuffer());
    expect(made).toMatchObject({ format: 'jpeg', width: 1152, height: 768, space: 'srgb' });
    expect(picture.bytes.length).toBeLessThan(200_000);
    expect(displaySize(image ?? {})).toEqual({ width: 576, height: 384 });
  });

  test('a small picture is not enlarged', async () => {
    const { made, image } = await prepared(await flag(300, 200).png().toBuffer());
    expect(made).toMatchObject({ width: 300, height: 200 });
    expect(displaySize(image ?? {})).toEqual({ width: 300, height: 200 });
  });

  test('by default the picture is embedded and named by its content', async () => {
    const { source, picture, image } = await prepared(await flag(600, 400).jpeg().toBuffer());
    expect(picture.name).toMatch(/^[0-9a-f]{32}\.jpg$/);
    expect(source).toBe(`cid:${picture.contentId ?? ''}`);
    expect(picture.contentId).toBe(
      `${picture.name.replace('.jpg', '')}@the-politics-briefing.example.com`,
    );
    expect(image?.source).toBe(source);
  });

  test('the picture is hosted in the folder of the edition if the config has a base URL', async () => {
    const assets = { baseUrl: 'https://cdn.example.org/letters/' };
    const { source, picture } = await prepared(await flag(600, 400).jpeg().toBuffer(), { assets });
    const folder = 'https://cdn.example.org/letters/2023-06-14-blinken-beijing';
    expect(source).toBe(`${folder}/${picture.name}`);
    expect(picture.contentId).toBeUndefined();
  });

  test('equal pictures have equal bytes and names, and different ones differ', async () => {
    const bytes = await grain(800, 600).jpeg().toBuffer();
    const [first, second] = [await prepared(bytes), await prepared(bytes)];
    const other = await prepared(await flag(800, 600).jpeg().toBuffer());
    expect(first.picture.bytes.equals(second.picture.bytes)).toBe(true);
    expect(second.source).toBe(first.source);
    expect(other.source).not.toBe(first.source);
  });

  test('the picture is rotated according to its EXIF data, and loses its metadata', async () => {
    const sideways = await flag(600, 400).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { made, image, picture } = await prepared(sideways);
    expect(made).toMatchObject({ width: 400, height: 600 });
    expect(made.exif ?? made.icc ?? made.orientation).toBeUndefined();
    expect(image).toMatchObject({ width: 400, height: 600 });
    // After a quarter turn clockwise, the top is on the right.
    const { dominant } = await sharp(
      await sharp(picture.bytes).extract({ left: 300, top: 0, width: 100, height: 600 }).toBuffer(),
    ).stats();
    expect(dominant.b).toBeGreaterThan(dominant.r);
  });

  test('a CMYK picture becomes sRGB', async () => {
    const flat = await flag(600, 400).png().toBuffer();
    const cmyk = await sharp(flat).withIccProfile('cmyk').toColourspace('cmyk').jpeg().toBuffer();
    expect(await sharp(cmyk).metadata()).toMatchObject({ space: 'cmyk' });
    const { made, picture } = await prepared(cmyk);
    expect(made).toMatchObject({ space: 'srgb', channels: 3 });
    const { channels } = await sharp(picture.bytes).stats();
    expect(channels[0]?.max).toBeGreaterThan(150);
    expect(channels[1]?.mean).toBeLessThan(100);
  });

  test('the first frame of an animation is used', async () => {
    const frames = [await flag(200, 100).png().toBuffer(), await grain(200, 100).png().toBuffer()];
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    expect((await sharp(gif).metadata()).pages).toBe(2);
    const { made, picture } = await prepared(gif);
    expect(made).toMatchObject({ format: 'jpeg', width: 200, height: 100 });
    const { entropy } = await sharp(picture.bytes).stats();
    expect(entropy).toBeLessThan(3);
  });

  test('transparent areas become white', async () => {
    const background = { r: 0, g: 0, b: 0, alpha: 0 };
    const png = await sharp({ create: { width: 60, height: 40, channels: 4, background } })
      .png()
      .toBuffer();
    const { picture } = await prepared(png);
    const { channels } = await sharp(picture.bytes).stats();
    expect(channels.map(({ min }) => min)).toEqual([255, 255, 255]);
  });

  test.each(['webp', 'avif', 'gif', 'png', 'tiff'] as const)(
    'only accepted formats are used: %s',
    async (kind) => {
      const { ok } = await prepare(await flag(60, 40).toFormat(kind).toBuffer());
      expect(ok).toBe(kind !== 'tiff');
    },
  );

  test('a picture that stays over the budget gives a warning, and is as small as possible', async () => {
    const budgets = { imageBytes: 20_000 };
    const bytes = await grain(1600, 1200).jpeg().toBuffer();
    const { ok, problems } = await prepare(bytes, LOCAL, { check: { budgets } });
    expect(ok).toBe(true);
    expect(problems).toMatchObject([
      {
        code: 'edition/picture-weight',
        place: PLACE,
        detail: 'plane.jpg',
        expected: 'below 20000',
      },
    ]);
    const { made, image } = await prepared(bytes, { check: { budgets } });
    expect(made.width).toBe(576);
    expect(displaySize(image ?? {})).toEqual({ width: 576, height: 432 });
  });
});

describe("a picture file that can't be used", () => {
  test('a file that is not a picture is refused', async () => {
    const text = Buffer.from('Dear reader, this is a letter.');
    expect(await findings(text)).toEqual([
      'article/picture The picture can\'t be used: "plane.jpg" is not a JPEG, PNG, WebP, AVIF or GIF',
    ]);
  });

  test.each(['', '<?xml version="1.0"?>\n<!-- drawn -->\n'])('an SVG is refused', async (start) => {
    const [finding] = await findings(Buffer.from(start + SVG));
    expect(finding).toContain('"plane.jpg" is an SVG, which can hold scripts');
  });

  test('an empty file is refused', async () => {
    expect((await findings(Buffer.alloc(0)))[0]).toContain('"plane.jpg" is empty');
  });

  test('a picture of 60 megapixels is refused', async () => {
    const create = { width: 10_000, height: 6_000, channels: 3, background: '#888888' } as const;
    const bytes = await sharp({ create }).png().toBuffer();
    expect((await findings(bytes))[0]).toContain(
      'has 10000 × 6000 pixels, more than the limit of 50,000,000',
    );
  });

  test.each([0.02, 0.5, 0.95])('a JPEG cut off after %d of its bytes is refused', async (part) => {
    const whole = await grain(1600, 1200).jpeg().toBuffer();
    const [finding] = await findings(whole.subarray(0, Math.round(whole.length * part)));
    expect(finding).toMatch(/"plane\.jpg" is damaged: \S/);
  });

  test('a picture without alternative text is a problem', async () => {
    const bytes = await flag(300, 200).png().toBuffer();
    const hosted = { source: 'https://example.com/plane.jpg' };
    for (const image of [{ file: 'plane.jpg' }, hosted]) {
      const { ok, problems } = await prepare(bytes, image);
      expect(ok).toBe(true);
      expect(problems).toMatchObject([
        { code: 'article/picture-alt', severity: 'error', place: PLACE },
      ]);
    }
  });

  test.each([
    ['a few pixels', 40, 30, 'too few'],
    ['a line', 600, 10, 'too few'],
    ['a tower', 300, 1200, 'very tall'],
  ])('%s is a warning with its size', async (_, width, height, words) => {
    const { ok, problems } = await prepare(await flag(width, height).png().toBuffer(), LOCAL);
    expect(ok).toBe(true);
    expect(problems).toMatchObject([{ code: 'edition/picture-shape', severity: 'warning' }]);
    expect(problems[0]?.detail).toContain(`${width} × ${height} pixels, ${words}`);
  });

  test('a Git LFS pointer is an error that says to run git lfs pull', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 12345\n';
    const [finding] = await findings(Buffer.from(pointer), LOCAL);
    expect(finding).toContain('git lfs pull');
  });

  test('all problems of a picture are reported', async () => {
    expect(await findings(Buffer.from('x'), { file: 'plane.jpg' })).toHaveLength(2);
  });

  test('an invalid picture inside the story is reported with its line', async () => {
    const blocks = [{ kind: 'image', image: LOCAL, line: 12 }] as const;
    const edition = editionWith({ blocks });
    const { problems } = await preparePictures(edition, sampleConfig(), () => ({
      fault: 'is gone',
    }));
    expect(problems).toMatchObject([{ code: 'article/picture', place: { line: 12 } }]);
  });
});

describe('pictures that are unchanged', () => {
  test('a caption without a picture is unchanged', async () => {
    const image = { caption: 'Boarding.' };
    const { edition, pictures } = need(await prepare(Buffer.alloc(0), image));
    expect(edition.lead.image).toEqual(image);
    expect(pictures.size).toBe(0);
  });

  test('a picture on the web keeps its URL and its size', async () => {
    const image = { source: 'https://example.com/a.jpg', alt: 'A plane', width: 1200, height: 900 };
    const { edition } = need(await prepare(Buffer.alloc(0), image));
    expect(edition.lead.image).toEqual(image);
  });
});

test.each([
  [{}, { width: 576, height: 384 }],
  [
    { width: 1152, height: 1152 },
    { width: 576, height: 576 },
  ],
  [
    { width: 120, height: 90 },
    { width: 120, height: 90 },
  ],
  [
    { width: 20_000, height: 3 },
    { width: 576, height: 1 },
  ],
])('a picture of %o is displayed as %o', (size, place) => {
  expect(displaySize(size)).toEqual(place);
});
