import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Crop } from '../../src/article/crop.ts';
import { preparePictures } from '../../src/pictures/prepare.ts';
import { describe as inWords } from '../../src/base/problem.ts';
import { editionWith, need, sampleConfig } from '../support/sample.ts';
import { paragraph } from '../support/blocks.ts';
import { always, flag } from './images.ts';

const percent = (x: number, y: number, width: number, height: number): Crop => ({
  unit: 'percent',
  ...{ x, y, width, height },
});

async function prepare(bytes: Uint8Array, crop: Crop) {
  const image = { file: 'plane.jpg', crop, alt: 'A plane' };
  const blocks = [paragraph('The story.'), { kind: 'image', image, line: 12 } as const];
  const edition = editionWith({ image, blocks, lines: { headline: 5, image: 3 } });
  return preparePictures(edition, sampleConfig(), always(bytes));
}

/** A picture of four squares: red, green above blue, white; `orientation` says how it was held. */
async function squares(orientation = 1): Promise<Buffer> {
  const square = (background: string) =>
    sharp({ create: { width: 300, height: 300, channels: 3, background } })
      .png()
      .toBuffer();
  const all = await Promise.all(['#ff0000', '#00ff00', '#0000ff', '#ffffff'].map(square));
  return sharp({ create: { width: 600, height: 600, channels: 3, background: '#000000' } })
    .composite(
      all.map((input, index) => ({ input, left: 300 * (index % 2), top: index < 2 ? 0 : 300 })),
    )
    .withMetadata({ orientation })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

async function colorOf(bytes: Buffer): Promise<string> {
  const { channels } = await sharp(bytes).stats();
  return channels.map(({ mean }) => (mean > 200 ? 'f' : mean < 55 ? '0' : '?')).join('');
}

describe('a cropped picture', () => {
  test.each([
    ['the top left', percent(0, 0, 49, 49), 'f00'],
    ['the top right', percent(51, 0, 49, 49), '0f0'],
    ['the bottom left', percent(0, 51, 49, 49), '00f'],
    ['the bottom right, in pixels', { ...percent(306, 306, 294, 294), unit: 'pixel' }, 'fff'],
  ] as const)('shows only the part that was chosen: %s', async (_, crop, color) => {
    const { edition, pictures } = need(await prepare(await squares(), crop));
    const [picture, ...others] = pictures.values();
    expect(others).toEqual([]);
    expect(await colorOf(picture?.bytes ?? Buffer.of())).toBe(color);
    expect(await sharp(picture?.bytes).metadata()).toMatchObject({ width: 294, height: 294 });
    expect(edition.lead.image).toMatchObject({ width: 294, height: 294 });
    expect(edition.lead.blocks[1]).toMatchObject({ image: { width: 294, height: 294 } });
  });

  // After a quarter turn clockwise, what was at the bottom left is at the top left.
  test.each([
    [6, '00f'],
    [3, 'fff'],
    [8, '0f0'],
  ])('is cut out of the upright picture: orientation %d', async (orientation, color) => {
    const { pictures } = need(await prepare(await squares(orientation), percent(0, 0, 49, 49)));
    expect(await colorOf([...pictures.values()][0]?.bytes ?? Buffer.of())).toBe(color);
  });

  test('that is all of the picture has the same bytes as the picture', async () => {
    const bytes = await flag(601, 401).jpeg().toBuffer();
    const [whole] = need(await prepare(bytes, percent(0, 0, 100, 100))).pictures.values();
    const edition = editionWith({ image: { file: 'plane.jpg', alt: 'A plane' }, blocks: [] });
    const [plain] = need(
      await preparePictures(edition, sampleConfig(), always(bytes)),
    ).pictures.values();
    expect(plain && whole?.bytes.equals(plain.bytes)).toBe(true);
  });

  test('of a single pixel is a picture with too few pixels', async () => {
    const bytes = await flag(601, 401).jpeg().toBuffer();
    const { ok, problems } = await prepare(bytes, percent(99.9, 99.9, 0.1, 0.1));
    expect(ok).toBe(true);
    expect(problems[0]).toMatchObject({ code: 'edition/picture-shape' });
    expect(problems[0]?.detail).toContain('1 × 1');
  });

  test('whose pixels the picture does not have is an error with both sizes', async () => {
    const bytes = await flag(600, 400).jpeg().toBuffer();
    const { ok, problems } = await prepare(bytes, { ...percent(500, 0, 200, 100), unit: 'pixel' });
    expect(ok).toBe(false);
    expect(problems[0]).toMatchObject({ code: 'article/picture-crop', place: { line: 3 } });
    expect(problems.map((each) => inWords(each).finding)[0]).toContain(
      '"plane.jpg" has 600 × 400 pixels, and the crop reaches to 700 × 100',
    );
  });
});
