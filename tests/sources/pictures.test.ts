import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { FoundPicture } from '../../src/article/reading.ts';
import { fetchPictures } from '../../src/sources/pictures.ts';
import { webServer } from './web-server.ts';

const png = await sharp({ create: { width: 4, height: 3, channels: 3, background: '#369' } })
  .png()
  .toBuffer();

const onWeb = (source: string): FoundPicture => ({ kind: 'web', image: { source }, source });

test('pictures are fetched with names of their own and the extension of what they are', async () => {
  const { port } = await webServer((_, response) => response.end(png));
  const at = (path: string) => onWeb(`http://127.0.0.1:${port}${path}`);
  const embedded: FoundPicture = { kind: 'embedded', image: {}, file: 'image1.png', bytes: png };
  const pictures = [at('/a/Hafen%20K%C3%B6ln.jpg?w=800'), at('/b/harbor.jpg'), at('/c/harbor.png')];
  const result = await fetchPictures([...pictures, at('/'), embedded], { allowPrivate: true });
  if (!result.ok) throw new Error('It failed.');
  expect(result.value.map(({ file }) => file)).toEqual([
    ...['hafen-koln.png', 'harbor.png', 'harbor-2.png', 'picture.png', 'image1.png'],
  ]);
  expect(result.value.every(({ bytes }) => Buffer.compare(bytes, png) === 0)).toBe(true);
});

test('what is no picture that a letter can show is left out with its reason', async () => {
  const { port } = await webServer((request, response) => {
    if (request.url === '/gone.jpg') response.writeHead(404).end();
    else if (request.url === '/chart.svg') response.end('<svg xmlns="x"><script/></svg>');
    else response.end('<!doctype html><p>Please log in</p>');
  });
  const at = (path: string) => onWeb(`http://127.0.0.1:${port}${path}`);
  const pictures = [at('/gone.jpg'), at('/chart.svg'), at('/login.jpg')];
  const result = await fetchPictures(pictures, { allowPrivate: true });
  expect(result).toMatchObject({ ok: true, value: [] });
  expect(result.problems.map(({ code, detail }) => [code, detail])).toEqual([
    ['source/picture', 'the server answered 404 Not Found'],
    ['source/picture', 'it is an SVG, which can hold scripts: export it as a PNG'],
    ['source/picture', 'it is not a JPEG, PNG, WebP, AVIF or GIF'],
  ]);
});

test('a picture at an address that is not public is left out without a connection', async () => {
  const { port, asked } = await webServer((_, response) => response.end(png));
  const result = await fetchPictures([onWeb(`http://127.0.0.1:${port}/harbor.png`)]);
  expect(result.problems.map(({ detail }) => detail)).toEqual([
    'its address is not on the public internet (127.0.0.1)',
  ]);
  expect(asked).toEqual([]);
});

test('of more than 40 pictures the rest is left out with a problem each', async () => {
  const { port, asked } = await webServer((_, response) => response.end(png));
  const pictures = Array.from({ length: 42 }, (_, index) =>
    onWeb(`http://127.0.0.1:${port}/${index}.png`),
  );
  const result = await fetchPictures(pictures, { allowPrivate: true });
  expect(asked).toHaveLength(40);
  expect(result.problems).toHaveLength(2);
});
