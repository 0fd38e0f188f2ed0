import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { openPage, showLetter, withPictures } from '../../src/browser/letter-page.ts';
import { takeScreenshots } from '../../src/browser/screenshots.ts';
import { withTestBrowser } from './test-browser.ts';

const SOURCE = 'https://example.com/a.png?x=1&y=2';
const bytes = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#ff0000' } })
  .png()
  .toBuffer();
const pictures = new Map([[SOURCE, { type: 'image/png', bytes }]]);

const HTML = `<!doctype html><html lang="en"><head><title>Letter</title><style>
@media (prefers-color-scheme: dark) { body { background: #000000; } }
</style></head><body style="margin:0;font-family:serif">
<img src="https://example.com/a.png?x&#x3D;1&amp;y&#x3D;2" alt="A red square" width="40" height="40" style="display:block">
<p>The letter.</p></body></html>`;

/** Returns the colour in the middle of the picture, or at a point of the page. */
async function colorAt(png: Buffer | undefined, left: number, top: number) {
  const area = { left, top, width: 1, height: 1 };
  const [r = -1, g = -1, b = -1] = await sharp(png).extract(area).removeAlpha().raw().toBuffer();
  return [r, g, b];
}

async function requestsOf(browser: Browser, html: string) {
  const page = await openPage(browser, { width: 320 });
  const answered: string[] = [];
  page.on('requestfinished', (request) => answered.push(request.url()));
  await showLetter(page, html);
  await page.context().close();
  return answered;
}

await withTestBrowser('screenshots', (browser) => {
  test('there is a screenshot at two widths in light mode, in dark mode and without pictures', async () => {
    const shots = await takeScreenshots(browser, HTML, pictures);
    const sizes = await Promise.all(
      Array.from(shots, async ([name, png]) => [name, (await sharp(png).metadata()).width]),
    );
    expect(Object.fromEntries(sizes)).toEqual({
      '640-light.png': 760,
      '640-dark.png': 760,
      '640-images-off.png': 760,
      '375-light.png': 750,
      '375-dark.png': 750,
      '375-images-off.png': 750,
    });
    expect(await colorAt(shots.get('640-light.png'), 20, 20)).toEqual([255, 0, 0]);
    expect(await colorAt(shots.get('640-images-off.png'), 20, 30)).not.toEqual([255, 0, 0]);
    expect(await colorAt(shots.get('640-light.png'), 700, 20)).toEqual([255, 255, 255]);
    expect(await colorAt(shots.get('640-dark.png'), 700, 20)).toEqual([0, 0, 0]);
  });

  test('taking screenshots twice gives the same bytes', async () => {
    const [first, second] = [
      await takeScreenshots(browser, HTML, pictures),
      await takeScreenshots(browser, HTML, pictures),
    ];
    for (const [name, png] of first) expect(second.get(name)?.equals(png), name).toBe(true);
  });

  test('taking screenshots makes no network requests', async () => {
    const html = '<link rel="stylesheet" href="https://example.com/a.css"><img src="/a.png">';
    expect(await requestsOf(browser, `${HTML}${html}`)).toEqual([]);
  });
});

test('an available picture becomes a data: URL, and an unavailable one keeps its URL', () => {
  const png = `data:image/png;base64,${bytes.toString('base64')}`;
  expect(withPictures('<img src="https://example.com/a.png?x=1&amp;y=2">', pictures)).toBe(
    `<img src="${png}">`,
  );
  const other = '<img src="https://example.com/b.png">';
  expect(withPictures(other, pictures)).toBe(other);
});
