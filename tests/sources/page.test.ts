import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readHtml } from '../../src/article/html/read-html.ts';
import { fetchPage } from '../../src/sources/web.ts';
import { fetchPictures } from '../../src/sources/pictures.ts';
import { told } from '../support/told.ts';
import { webServer } from './web-server.ts';

const PAGE = readFileSync(
  join(import.meta.dirname, '..', 'fixtures', 'html', 'json-ld.html'),
  'utf8',
)
  // In the encoding of an old server, which only its header names.
  .replaceAll('“', '"')
  .replaceAll('”', '"');
const jpeg = await sharp({ create: { width: 8, height: 6, channels: 3, background: '#369' } })
  .jpeg()
  .toBuffer();

test('a page that is served on loopback is taken whole, its pictures included', async () => {
  const { port, asked } = await webServer((request, response) => {
    if (request.url === '/img/ships.jpg') response.end(jpeg);
    else if (request.url === '/old')
      response.writeHead(301, { location: '/2023/06/14/harbor' }).end();
    else {
      response.setHeader('content-type', 'text/html; charset=iso-8859-1');
      response.end(PAGE.replace('Dana Holloway,', 'Dána Hölloway,'), 'latin1');
    }
  });
  const options = { allowPrivate: true };
  const page = await fetchPage(`http://127.0.0.1:${port}/old`, options);
  if (!page.ok) throw new Error(JSON.stringify(page.problems));
  const { bytes, ...about } = page.value;
  const reading = readHtml(bytes, about);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  expect(told(reading.value)).toContain(
    '"We have put this off for a decade," said Chairwoman Dána Hölloway, who wrote the bill. "The ships did not wait for us."[1]',
  );
  expect(reading.value.article).toMatchObject({
    url: 'https://news.example.com/2023/06/14/harbor.html',
    image: {
      source: `http://127.0.0.1:${port}/img/ships.jpg`,
      alt: 'Container ships at anchor',
      caption: 'Container ships wait off the harbor of Port Ellis on June 12, 2023.',
      credit: 'Mara Quint/Reuters',
    },
  });
  const pictures = await fetchPictures(reading.value.pictures, options);
  expect(pictures).toMatchObject({ ok: true, problems: [], value: [{ file: 'ships.jpg' }] });
  expect(asked).toEqual(['/old', '/2023/06/14/harbor', '/img/ships.jpg']);
});
