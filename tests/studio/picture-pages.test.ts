import { mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { parseArticle } from '../../src/article/parse.ts';
import { flag, grain, SVG } from '../pictures/images.ts';
import { ID } from './newsroom.ts';
import { hidden, photo, pictures, STORY, UNTOUCHED, usePictures } from './picture-hands.ts';

const hands = usePictures();

describe('a picture that is given', () => {
  test('is placed above a plain text with its words, beside the article, and no line changes', async () => {
    const { newsroom, textOf, filesIn, send, give } = hands();
    const before = textOf(`content/${ID}.txt`);
    const { path, page, fields } = await give(ID, await photo());
    expect(page).toContain('boards his plane');
    expect(filesIn('content').join()).not.toContain('photo');
    const words = { alt: 'A man: on steps', caption: 'Said "so"', credit: 'Photo: Mara Quint' };
    const { status, location } = await send(path, {
      ...fields,
      ...UNTOUCHED,
      ...words,
      place: 'lead',
    });
    expect(status).toBe(303);
    expect(new URL(location, `http://x${path}`).pathname).toBe(pictures(ID));
    const after = textOf(`content/${ID}.txt`);
    expect(after.endsWith(before)).toBe(true);
    const parsed = parseArticle(Buffer.from(after), 'a.txt');
    expect(parsed.ok && parsed.value.article.image).toEqual({
      file: `${ID}-photo-nº-1.jpg`,
      ...words,
    });
    expect(readFileSync(newsroom.path(`content/${ID}-photo-nº-1.jpg`))).toEqual(await photo());
    const build = await newsroom.desk.build(ID);
    expect(build.ok && build.build.edition.lead.image).toMatchObject({ width: 1600, height: 1200 });
  });

  test('is placed in a Markdown text below the block that was chosen, with a crop', async () => {
    const { newsroom, digest, lead, writeDigest, textOf, send, give } = hands();
    writeDigest();
    const { path, page, fields } = await give(digest, await photo(), 'ships.png');
    const line = /<option value="(\d+)"[^>]*>\s*One Two\s/.exec(page)?.[1] ?? '';
    const choice = {
      ...UNTOUCHED,
      place: 'below',
      line,
      alt: 'Ships [1] at a quay',
      shape: 'square',
    };
    expect((await send(path, { ...fields, ...choice, x: '0' })).status).toBe(303);
    expect(textOf(lead)).toBe(
      STORY.replace(
        '- Two\n',
        '- Two\n\n![Ships \\[1\\] at a quay](1-lead-ships.jpg#xywh=percent:0,0,75,100)\n',
      ),
    );
    const build = await newsroom.desk.build(digest);
    expect(build.ok && build.build.edition.lead.blocks[2]).toMatchObject({
      image: { width: 1200, height: 1200, alt: 'Ships [1] at a quay' },
    });
  });

  test.each([
    ['without alternative text', { alt: ' \n ' }, 'no alternative text'],
    ['with a file name as one', { alt: 'IMG_2041.jpg' }, 'the name of a file'],
    ['with a text of 3,000 characters', { alt: 'x', caption: 'y'.repeat(3000) }, 'too long'],
  ])('%s is not placed, and what was typed stays', async (_, words, message) => {
    const { digest, lead, writeDigest, textOf, filesIn, send, give } = hands();
    writeDigest();
    const { path, fields } = await give(digest, await photo());
    const refused = await send(path, {
      ...fields,
      ...UNTOUCHED,
      credit: 'T & Co',
      ...words,
      place: 'lead',
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(message);
    expect(refused.text).toContain('value="T &amp; Co"');
    expect(textOf(lead)).toBe(STORY);
    expect(filesIn(`content/${digest}`)).toEqual(['1-lead.md', '2-next.md']);
  });

  test('is placed without alternative text if it only decorates', async () => {
    const { newsroom, digest, lead, writeDigest, textOf, send, give } = hands();
    writeDigest();
    const { path, fields } = await give(digest, await photo());
    await send(path, { ...fields, ...UNTOUCHED, decorative: 'on', place: 'lead' });
    expect(textOf(lead)).toContain('alt: none\n');
    const build = await newsroom.desk.build(digest);
    const codes = build.ok ? (await build.build.problems()).map(({ code }) => code) : [];
    expect(codes.filter((code) => /alt|picture|image|order/.test(code))).toEqual([]);
  });

  test('is not placed into a story that has changed meanwhile, and is placed after a look at it', async () => {
    const { digest, lead, write, writeDigest, textOf, filesIn, send, give } = hands();
    writeDigest();
    const { path, fields } = await give(digest, await photo());
    write(lead, STORY.replace('first', 'very first'));
    const choice = { ...UNTOUCHED, alt: 'Ships', place: 'lead' };
    const refused = await send(path, { ...fields, ...choice });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('The story has changed since this page was opened');
    expect(refused.text).toContain('Ships</textarea');
    expect(filesIn(`content/${digest}`)).toEqual(['1-lead.md', '2-next.md']);
    const again = { ...fields, ...choice, ...hidden(refused.text, 'base') };
    expect((await send(path, again)).status).toBe(303);
    expect(textOf(lead)).toContain('very first');
    expect(textOf(lead)).toContain('# ours\nsection: Politics\n');
  });

  test('never overwrites a file, and the same picture is stored once', async () => {
    const { digest, lead, write, writeDigest, textOf, filesIn, send, give } = hands();
    writeDigest();
    write(`content/${digest}/1-lead-photo.jpg`, 'somebody’s own');
    for (const expected of ['1-lead-photo-2.jpg', '1-lead-photo-2.jpg']) {
      const { path, fields } = await give(digest, await photo(), 'photo.jpg');
      await send(path, { ...fields, ...UNTOUCHED, alt: 'Ships', place: 'lead' });
      expect(textOf(lead)).toContain(`image: ${expected}\n`);
    }
    expect(textOf(`content/${digest}/1-lead-photo.jpg`)).toBe('somebody’s own');
    expect(filesIn(`content/${digest}`)).toHaveLength(4);
  });

  test('is stored as a whole after a server was killed while it stored it', async () => {
    const { newsroom, digest, write, writeDigest, filesIn, send, give } = hands();
    writeDigest();
    write(`content/${digest}/.1-lead-photo.jpg.saving`, 'half a pict');
    const { path, fields } = await give(digest, await photo(), 'photo.jpg');
    await send(path, { ...fields, ...UNTOUCHED, alt: 'Ships', place: 'lead' });
    expect(filesIn(`content/${digest}`)).toEqual(['1-lead-photo.jpg', '1-lead.md', '2-next.md']);
    const stored = readFileSync(newsroom.path(`content/${digest}/1-lead-photo.jpg`));
    expect(stored.equals(await photo())).toBe(true);
  });

  test('is not stored, and nothing typed is lost, while the folder takes no file', async () => {
    const { newsroom, digest, lead, writeDigest, textOf, send, give } = hands();
    writeDigest();
    const { path, fields } = await give(digest, await photo(), 'photo.jpg');
    mkdirSync(newsroom.path(`content/${digest}/.1-lead-photo.jpg.saving`));
    const refused = await send(path, { ...fields, ...UNTOUCHED, alt: 'Ships', place: 'lead' });
    rmdirSync(newsroom.path(`content/${digest}/.1-lead-photo.jpg.saving`));
    expect(refused.status, refused.text).toBe(422);
    expect(refused.text).toContain('Ships</textarea');
    expect(textOf(lead)).toBe(STORY);
    const again = { ...fields, ...UNTOUCHED, alt: 'Ships', place: 'lead' };
    expect((await send(path, again)).status).toBe(303);
  });

  test.each([
    ['../../../etc/passwd.jpg', '1-lead-passwd.jpg'],
    ['..\\..\\boot.ini', '1-lead-boot.jpg'],
    ['.htaccess', '1-lead-htaccess.jpg'],
    ['CON', '1-lead-con.jpg'],
    ['a\0b<script>.svg', '1-lead-a-b-script.jpg'],
    ['港口.heic', '1-lead-港口.jpg'],
    [' ', '1-lead-picture.jpg'],
    ['x'.repeat(400), `1-lead-${'x'.repeat(60)}.jpg`],
  ])('named %j gets a clean name of its kind', async (name, expected) => {
    const { newsroom, digest, writeDigest, filesIn, send, give } = hands();
    writeDigest();
    const { path, fields } = await give(digest, await photo(), name);
    await send(path, { ...fields, ...UNTOUCHED, alt: 'Ships', place: 'lead' });
    expect(filesIn(`content/${digest}`)).toContain(expected);
    const build = await newsroom.desk.build(digest);
    expect(build.ok && build.build.edition.lead.image?.width).toBe(1600);
  });

  test('for the editor is stored, and comes back as Markdown and as fields', async () => {
    const { newsroom, digest, lead, writeDigest, textOf, send } = hands();
    writeDigest();
    const file = new File([new Uint8Array(await photo())], 'p.jpg');
    const given = await send(`${pictures(digest)}upload`, { file }, 'application/json');
    const { path } = JSON.parse(given.text) as { path: string };
    const page = await newsroom.get(`${pictures(digest)}${path}&in=editor`);
    expect(page.text).toContain('where you are writing');
    const fields = { do: 'place', ...hidden(page.text, 'file', 'base') };
    const choice = { ...fields, ...UNTOUCHED, alt: 'Ships', caption: 'In port' };
    const placed = await send(pictures(digest) + path, choice, 'application/json');
    expect(JSON.parse(placed.text)).toEqual({
      kind: 'given',
      markdown: '![Ships](1-lead-p.jpg "In port")',
      fields: { image: '1-lead-p.jpg', alt: 'Ships', caption: 'In port', credit: '' },
    });
    expect(textOf(lead)).toBe(STORY);
    const refused = await send(pictures(digest) + path, fields, 'application/json');
    expect(refused.status).toBe(422);
    expect(JSON.parse(refused.text)).toMatchObject({ kind: 'failed' });
  });
});

describe('a file that no letter can show is refused with what to do', () => {
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x10meta', 'latin1');
  test.each([
    ['an SVG', Buffer.from(SVG), 'is an SVG, which can hold scripts: export it as a PNG'],
    ['a HEIC photo', heic, 'is a HEIC photo, as iPhones take them: export it as a JPEG'],
    [
      'a HEIC photo of a general brand',
      Buffer.from(heic.toString('latin1').replace('ftypheic', 'ftypmif1'), 'latin1'),
      'HEIC',
    ],
    ['a PDF', Buffer.from('%PDF-1.7'), 'is a PDF'],
    ['a TIFF', Buffer.from('II*\0aaaa', 'latin1'), 'is a TIFF or a raw photo'],
    ['a video', Buffer.from('\0\0\0\x14ftypisom\0\0\0\0mp42moov', 'latin1'), 'is a video'],
    ['a text', Buffer.from('Dear reader'), 'is not a JPEG, PNG, WebP, AVIF or GIF'],
    ['a cut-off JPEG', 'cut', 'is damaged'],
    ['a PNG of 60 million pixels', 'huge', 'more than the limit of 50,000,000'],
  ])('%s', async (_, given, words) => {
    const { send } = hands();
    const create = { width: 10_000, height: 6_000, channels: 3, background: '#888888' } as const;
    const bytes =
      given === 'cut'
        ? (await photo()).subarray(0, 3000)
        : given === 'huge'
          ? await sharp({ create }).png().toBuffer()
          : Buffer.from(given);
    const file = new File([new Uint8Array(bytes)], 'my <b>photo.jpg');
    const { status, text } = await send(`${pictures(ID)}upload`, { file });
    expect(status).toBe(422);
    expect(text).toContain('“my &lt;b&gt;photo.jpg”');
    expect(text).toContain(words);
    expect(text).toContain('data-add-picture');
  });

  test('a file of more than 50 MB', async () => {
    const { send } = hands();
    const file = new File([new Uint8Array(51_000_000)], 'a.jpg');
    const { status, text } = await send(`${pictures(ID)}upload`, { file });
    expect(status).toBe(413);
    expect(text).toContain('at most 50 MB');
  });

  test('no file at all', async () => {
    const { send } = hands();
    const { status, text } = await send(`${pictures(ID)}upload`, { file: new File([], '') });
    expect(status).toBe(422);
    expect(text).toContain('No picture was chosen.');
  });
});

test('an animation and a small picture are taken with a note', async () => {
  const { give } = hands();
  const frames = [await flag(200, 100).png().toBuffer(), await grain(200, 100).png().toBuffer()];
  const gif = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  const { page } = await give(ID, gif, 'a.gif');
  expect(page).toContain('The letter shows its first frame.');
  expect(page).toContain('200 × 100 pixels: it will look small or blurred');
});

describe('the part of a picture', () => {
  test('is chosen by a click without a script, and shown; nothing is written', async () => {
    const { newsroom, digest, lead, writeDigest, textOf, send, give } = hands();
    writeDigest();
    const { path, fields } = await give(digest, await photo());
    // The stage has 320 × 240 pixels.
    const click = { ...fields, ...UNTOUCHED, 'point.x': '32', 'point.y': '120' };
    const { status, text } = await send(path, { ...click, shape: 'tall', alt: 'Typed', do: '' });
    expect(status).toBe(200);
    expect(text).toContain('name="x" min="0" max="100" value="10"');
    expect(text).toContain('crop=%23xywh%3Dpercent%3A0%2C0%2C60%2C100');
    expect(text).toContain('Typed</textarea');
    const placed = { ...fields, ...UNTOUCHED, shape: 'tall', x: '10', alt: 'Typed', place: 'lead' };
    const source = /src="(picture\.jpg\?side=320&amp;crop=[^"]*)"/.exec(text)?.[1] ?? '';
    const folder = path.replace(/\?.*/, '');
    const answer = await newsroom.app.request(
      `http://localhost${folder}${source.replace('&amp;', '&')}`,
      { headers: { host: 'localhost' } },
    );
    const jpeg = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
    expect(jpeg).toMatchObject({ format: 'jpeg', width: 256, height: 320 });
    expect(textOf(lead)).toBe(STORY);
    await send(path, { ...placed, ...hidden(text, 'file', 'base') });
    expect(textOf(lead)).toContain('-photo-nº-1.jpg#xywh=percent:0,0,60,100\n');
  });

  test('of a sideways photo is chosen in the upright one', async () => {
    const { give } = hands();
    const sideways = await flag(1200, 800).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { page } = await give(ID, sideways);
    expect(page).toContain('800 × 1200 pixels');
    expect(page).toContain('width:213px;height:320px');
  });

  test('that was written by hand stays as it is until somebody changes it', async () => {
    const { newsroom, digest, lead, write, textOf, send } = hands();
    write(`content/${digest}/a.jpg`, await photo());
    write(lead, STORY.replace('\n# The', '\n![Old](a.jpg#xywh=percent:12.34,5,50,33.3)\n\n# The'));
    const path = `${pictures(digest)}story/0/1/`;
    const { text } = await newsroom.get(path);
    const [, x, y, part] = ['x', 'y', 'part'].reduce<readonly string[]>(
      (all, name) => [
        ...all,
        new RegExp(`name="${name}"[^>]*value="(\\d+)"`).exec(text)?.[1] ?? '',
      ],
      [''],
    );
    const shape = /value="(\w+)"\s+checked/.exec(text)?.[1] ?? '';
    const fields = { do: 'place', ...hidden(text, 'file', 'base'), x, y, part, shape };
    const strings = Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, v ?? '']));
    await send(path, { ...strings, alt: 'New' });
    expect(textOf(lead)).toContain('![New](a.jpg#xywh=percent:12.34,5,50,33.3)');
    const { base } = hidden((await newsroom.get(path)).text, 'base');
    await send(path, { ...strings, base: base ?? '', alt: 'New', shape: 'own', part: '100' });
    expect(textOf(lead)).toContain('![New](a.jpg)');
  });
});

test('who may only look has no page for pictures, and nothing is written', async () => {
  const { newsroom, give } = hands();
  const { path } = await give(ID, await photo());
  expect((await newsroom.get('/editions/2023-01-01-none/pictures/')).status).toBe(404);
  const foreign = await newsroom.app.request(`http://localhost${path}`, {
    method: 'POST',
    headers: { host: 'localhost', origin: 'http://evil.example' },
    body: new URLSearchParams({ do: 'place', alt: 'x', place: 'lead' }),
  });
  expect(foreign.status).toBe(403);
});
