import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import { articleFacts } from '../../../src/app/new/facts.ts';
import { writeMarkdown } from '../../../src/article/markdown/write.ts';
import { parseArticle } from '../../../src/article/parse.ts';
import { newEdition, type NewOptions } from '../../../src/cli/commands/new.ts';
import { SAMPLE } from '../../support/sample.ts';
import { webServer } from '../../sources/web-server.ts';
import { makeNewsletter, type Newsletter } from '../../support/newsletter.ts';

const CASES = '../shared/cases/articles';
const NOW = new Date('2023-06-15T10:00:00Z');

let newsletter: Newsletter;
beforeEach(() => {
  newsletter = makeNewsletter({ content: false });
});

const content = (...names: string[]) => newsletter.path('content', ...names);

function make(input: string | Uint8Array, options: NewOptions = {}, file?: string) {
  const stdin = Readable.from([Buffer.from(input)]);
  return newsletter.call((io) => newEdition(file, options, io, stdin), {}, { time: NOW });
}

const LONG =
  'The council of North Harbor decided on Tuesday to keep the night ferry running through the whole winter, although few people use it.';
const STORY = 'The tide comes in\n\nIt came in, told in one sentence.\n';

const markdown = (id: string) => readFileSync(content(`${id}.md`), 'utf8');

describe('new', () => {
  test("writes Markdown, named by the date in the newsletter's time zone", async () => {
    const { code, stdout } = await make(`\ufeff${STORY.replaceAll('\n', '\r\n')}`);
    expect(code).toBe(0);
    expect(markdown('2023-06-15-the-tide-comes-in')).toBe(
      '# The tide comes in\n\nIt came in, told in one sentence.\n',
    );
    expect(stdout).toContain('npx broadsheet preview 2023-06-15-the-tide-comes-in');
  });

  test('keeps the bytes of a text with --as-is', async () => {
    const bytes = Buffer.from(`\ufeff${STORY.replaceAll('\n', '\r\n')}`);
    await make(bytes, { asIs: true });
    expect(readFileSync(content('2023-06-15-the-tide-comes-in.txt')).equals(bytes)).toBe(true);
  });

  test('shows what was read, and each line that was left out with its reason', async () => {
    const { stdout } = await make(`Politics\n\nThe tide comes in\n\nAdvertisement\n\n${LONG}\n`);
    expect(stdout).toMatch(/Section {5}Politics\nHeadline {4}The tide comes in/);
    expect(stdout).toMatch(/Words {7}\d+ of \d+ taken/);
    expect(stdout).toMatch(/Left out \(1 line\):\n {5}5 {2}Advertisement \(.+\)/);
    const saved = markdown('2023-06-15-the-tide-comes-in');
    expect(saved).toContain('section: Politics\n');
    expect(saved).toMatch(/<!-- Left out of the source:\nline 5: Advertisement \(.+\)\n-->\n$/);
  });

  test('reads a file, and reports what was recognised in it', async () => {
    const { stdout, stderr } = await make('', { json: true, date: '2023-06-14' }, SAMPLE);
    const report = JSON.parse(stdout) as Record<string, unknown>;
    expect(report).toMatchObject({
      edition: '2023-06-14-blinken-reschedules-trip-to-china-for-this-week-after',
      file: 'content/2023-06-14-blinken-reschedules-trip-to-china-for-this-week-after.md',
      section: 'Politics',
      dek: null,
      dateline: 'WASHINGTON',
      keyPointsHeading: 'Key Points',
      image: { credit: 'Andrew Harnik | Pool | Reuters', alt: null, source: null },
      images: 0,
      leftOut: [],
      source: null,
    });
    expect(report['keyPoints']).toHaveLength(3);
    expect(report['blocks']).toHaveLength(13);
    expect(stderr).toContain('A caption has no picture');
  });

  test('writes nothing with --dry-run', async () => {
    const { code, stdout } = await make(STORY, { dryRun: true, json: true });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      section: null,
      headline: 'The tide comes in',
      blocks: [{ kind: 'paragraph', text: 'It came in, told in one sentence.' }],
      subject: 'The tide comes in',
      words: { found: 11, taken: 11 },
    });
    expect(existsSync(content())).toBe(false);
  });

  test('prefers the date in the front matter to the option', async () => {
    await make(`---\ndate: 2024-02-29\n---\n${STORY}`, { date: '2023-01-01' });
    expect(readdirSync(content())).toEqual(['2024-02-29-the-tide-comes-in.md']);
  });

  test('keeps the settings of the front matter', async () => {
    const settings = 'subject: Tide\npreheader: It came in\nsend: 2023-06-16 06:00\nstory: full\n';
    await make(`---\n${settings}---\n${STORY}`);
    const saved = markdown('2023-06-15-the-tide-comes-in');
    for (const line of settings.trim().split('\n')) expect(saved).toContain(`${line}\n`);
  });

  test.each(['', '.txt', '.md'])('does not overwrite an edition: %j', async (extension) => {
    const path = content(`2023-06-15-the-tide-comes-in${extension}`);
    mkdirSync(extension === '' ? path : content(), { recursive: true });
    if (extension !== '') writeFileSync(path, 'mine');
    await expect(make(STORY)).rejects.toThrow('There is an edition 2023-06-15-the-tide-comes-in');
    if (extension !== '') expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  test.each([
    ['nothing', '', /standard input:1: The article is empty/],
    ['a NUL', 'Headline\n\nA\0B\n', /standard input:3: .*U\+0000/],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]), /standard input:1: .*not UTF-8/],
    ['more than a megabyte', `Headline\n\n${'word '.repeat(300_000)}`, /larger than 1 MB/],
    ['a headline of signs alone', '…!?\n\nA story of one sentence.\n', /no letter or digit/],
  ])('writes nothing from %s', async (_, input, fault) => {
    await expect(make(input)).rejects.toThrow(fault);
    expect(existsSync(content())).toBe(false);
  });

  test.each(['2023-06', '2023-02-30', '../2023-06-14', 'yesterday', ''])(
    'refuses the date %j',
    async (date) => {
      await expect(make(STORY, { date })).rejects.toThrow(`"${date}" is not a date.`);
    },
  );

  test('refuses a folder, a missing file, and a URL that leads to this machine', async () => {
    await expect(make('', {}, '.')).rejects.toThrow('. is a folder.');
    await expect(make('', {}, 'missing.txt')).rejects.toThrow('There is no file missing.txt.');
    await expect(make('', {}, 'http://127.0.0.1:9/')).rejects.toThrow('127.0.0.1');
    await expect(make('', {}, 'ftp://example.com/')).rejects.toThrow("Can't fetch ftp:");
    await expect(make('', {}, 'https://ada:secret@example.com/')).rejects.toThrow(
      "Can't fetch https://…@example.com/.",
    );
  });

  test('takes a page of a private network whole, with its picture', async () => {
    const jpeg = await sharp({
      create: { width: 300, height: 200, channels: 3, background: '#336699' },
    })
      .jpeg()
      .toBuffer();
    const page = `<html><head><title>Ferry</title></head><body><article><h1>The ferry stays</h1>
      <figure><img src="/ferry.jpg" alt="A ferry"><figcaption>The ferry. Photo: Ada Example</figcaption></figure>
      <p>${LONG}</p><p>A <a href="/more">second</a> paragraph of the story follows here.</p></article></body></html>`;
    const { port } = await webServer(({ url }, answer) => {
      answer.setHeader('content-type', url === '/ferry.jpg' ? 'image/jpeg' : 'text/html');
      answer.end(url === '/ferry.jpg' ? jpeg : page);
    });
    const url = `http://127.0.0.1:${port}/story`;
    const { stdout } = await make('', { allowPrivate: true, json: true }, url);
    expect(JSON.parse(stdout)).toMatchObject({
      headline: 'The ferry stays',
      pictures: ['2023-06-15-the-ferry-stays-ferry.jpg'],
    });
    const saved = markdown('2023-06-15-the-ferry-stays');
    expect(saved).toContain('image: 2023-06-15-the-ferry-stays-ferry.jpg\n');
    expect(saved).toContain('alt: A ferry\n');
    expect(saved).toContain(`source: ${url}\n`);
    expect(saved).toContain(`[second](http://127.0.0.1:${port}/more)`);
    expect(readFileSync(content('2023-06-15-the-ferry-stays-ferry.jpg')).equals(jpeg)).toBe(true);
  });
});

describe('new, of a text,', () => {
  test('writes a list in the story so that it is not read as the key points', async () => {
    await make(`The tide comes in\n\n${LONG}\n\n${LONG}\n\n## What to know\n\n- One.\n- Two.\n`);
    const saved = readFileSync(content('2023-06-15-the-tide-comes-in.md'));
    const read = parseArticle(saved, 'a.md', 'markdown');
    expect(read.ok && read.value.article.keyPoints).toEqual([]);
    expect(read.ok && read.value.article.blocks.map(({ kind }) => kind)).toEqual([
      ...['paragraph', 'paragraph', 'heading', 'list'],
    ]);
  });

  test('lists a caption in the story that has no picture as left out', async () => {
    const caption = 'Dana Holloway speaks to reporters at the Capitol. (AP Photo/Mara Quint)';
    const photo = 'Ships wait off the harbor. (AP Photo/Ada Example)';
    await make(`The tide comes in\n\n${photo}\n\n${LONG}\n\n${caption}\n\n${LONG}\n`);
    const saved = markdown('2023-06-15-the-tide-comes-in');
    expect(saved).not.toContain('![');
    expect(saved).toMatch(/line 7: Dana Holloway .*Quint \(a caption without its picture\)/);
  });

  test.skipIf(!existsSync(CASES))('writes each case so that it is read again as before', () => {
    const names = readdirSync(CASES).filter((name) => name.endsWith('.txt'));
    expect(names.length).toBeGreaterThan(100);
    for (const name of names) {
      const read = parseArticle(readFileSync(join(CASES, name)), name, 'text');
      if (!read.ok) throw new Error(name);
      const blocks = read.value.article.blocks.filter(({ kind }) => kind !== 'image');
      const article = { ...read.value.article, blocks };
      const again = parseArticle(Buffer.from(writeMarkdown(article)), name, 'markdown');
      expect(again.ok && articleFacts(again.value.article), name).toEqual(articleFacts(article));
    }
  });
});

describe('new, of a file with pictures next to it,', () => {
  const picture = (background: string) =>
    sharp({ create: { width: 300, height: 200, channels: 3, background } })
      .png()
      .toBuffer();

  async function makePictures(): Promise<readonly [Buffer, Buffer]> {
    const [red, blue] = [await picture('#993333'), await picture('#333399')];
    mkdirSync(newsletter.path('saved/page_files'), { recursive: true });
    writeFileSync(newsletter.path('saved/page_files/red one.png'), red);
    writeFileSync(newsletter.path('saved/blue.png'), blue);
    writeFileSync(newsletter.path('outside.png'), red);
    symlinkSync(newsletter.path('outside.png'), newsletter.path('saved/link.png'));
    return [red, blue];
  }

  test('takes the pictures of a saved page, and none from outside its folder', async () => {
    const [red, blue] = await makePictures();
    writeFileSync(
      newsletter.path('saved/page.html'),
      `<html><body><article><h1>The ferry stays</h1>
      <figure><img src="./page_files/red%20one.png" alt="A ferry"><figcaption>The ferry.</figcaption></figure>
      <p>${LONG}</p><figure><img src="blue.png" alt="The sea"></figure><p>${LONG}</p>
      <p><img src="../outside.png" alt="climbs"> <img src="link.png" alt="links"> ${LONG}</p>
      <p><img src="${newsletter.path('outside.png')}" alt="absolute"> ${LONG}</p></article></body></html>`,
    );
    const { stdout } = await make('', { json: true }, 'saved/page.html');
    const { leftOut, ...report } = JSON.parse(stdout) as { leftOut: { text: string }[] };
    const id = '2023-06-15-the-ferry-stays';
    expect(report).toMatchObject({ pictures: [`${id}-red-one.png`, `${id}-blue.png`] });
    expect(leftOut.map(({ text }) => text)).toEqual(['climbs', 'links', 'absolute']);
    expect(readFileSync(content(`${id}-red-one.png`)).equals(red)).toBe(true);
    expect(readFileSync(content(`${id}-blue.png`)).equals(blue)).toBe(true);
    expect(markdown(id)).toContain(`![The sea](${id}-blue.png)`);
  });

  test('says how many pictures still need an alternative text', async () => {
    await makePictures();
    const page = (alt: string) =>
      `<article><h1>Alt ${alt}</h1><p>${LONG}</p><figure><img src="blue.png" alt="${alt}"></figure></article>`;
    writeFileSync(newsletter.path('saved/page.html'), page(''));
    const { stdout } = await make('', {}, 'saved/page.html');
    expect(stdout).toContain('Write an alternative text (“alt”) for 1 picture before you send it.');
    writeFileSync(newsletter.path('saved/page.html'), page('The sea'));
    expect((await make('', {}, 'saved/page.html')).stdout).not.toContain('alternative text');
  });

  test('takes the pictures that a Markdown file names, and says which are missing', async () => {
    const [, blue] = await makePictures();
    writeFileSync(
      newsletter.path('saved/story.md'),
      `---\nimage: blue.png\nalt: The sea\n---\n# The ferry stays\n\n${LONG}\n\n![Gone](gone.png)\n`,
    );
    const { stderr } = await make('', {}, 'saved/story.md');
    const id = '2023-06-15-the-ferry-stays';
    expect(readFileSync(content(`${id}-blue.png`)).equals(blue)).toBe(true);
    expect(markdown(id)).toContain(`image: ${id}-blue.png\n`);
    expect(stderr).toMatch(/saved\/story\.md:9: .*no file "gone\.png" next to the source/);
  });

  test('saves two pictures that a page contains as two files', async () => {
    const urls = (await Promise.all([picture('#993333'), picture('#333399')])).map(
      (bytes) => `data:image/png;base64,${bytes.toString('base64')}`,
    );
    const page = `<article><h1>The ferry stays</h1>${urls
      .map((url) => `<p>${LONG}</p><figure><img src="${url}" alt="A sea"></figure>`)
      .join('')}</article>`;
    const { stdout } = await make(page, { json: true });
    const { pictures } = JSON.parse(stdout) as { pictures: string[] };
    expect(new Set(pictures).size).toBe(2);
  });

  test('leaves a picture that can not be fetched out of the story, with its caption', async () => {
    const page = `<article><h1>The ferry stays</h1><p>${LONG}</p>
      <figure><img src="http://127.0.0.1:9/a.png" alt="A sea"><figcaption>The sea at night.</figcaption></figure>
      <p>${LONG}</p></article>`;
    const { stderr } = await make(page);
    const saved = markdown('2023-06-15-the-ferry-stays');
    expect(saved).not.toContain('![');
    expect(saved).toMatch(/<!--[^]*A sea The sea at night\. \(a picture that could not be had\)/);
    expect(stderr).toContain('A picture was left out');
  });
});

describe('new --into', () => {
  test('adds a story to the end of a folder', async () => {
    mkdirSync(content('2023-06-15-digest'), { recursive: true });
    writeFileSync(content('2023-06-15-digest', 'b-first.txt'), STORY);
    const { stdout } = await make(STORY, { into: '2023-06-15-digest', json: true });
    expect(JSON.parse(stdout)).toMatchObject({ edition: '2023-06-15-digest' });
    expect(readdirSync(content('2023-06-15-digest')).sort()).toEqual([
      'b-first.txt',
      'z2-the-tide-comes-in.md',
    ]);
  });

  test('turns an edition of one file into a folder, with its picture', async () => {
    mkdirSync(content());
    writeFileSync(content('2023-06-15-ferry-a.jpg'), 'x');
    writeFileSync(
      content('2023-06-15-ferry.txt'),
      `---\nimage: 2023-06-15-ferry-a.jpg\n---\n${STORY}`,
    );
    await make('Another tide\n\nIt went out, told in one sentence.\n', {
      into: '2023-06-15-ferry',
    });
    expect(readdirSync(content())).toEqual(['2023-06-15-ferry']);
    expect(readdirSync(content('2023-06-15-ferry')).sort()).toEqual([
      '1-the-tide-comes-in.txt',
      '2-another-tide.md',
      '2023-06-15-ferry-a.jpg',
    ]);
  });

  test('leaves a picture that is missing for the build to report', async () => {
    mkdirSync(content());
    writeFileSync(
      content('2023-06-15-ferry.txt'),
      `---\nimage: 2023-06-15-ferry-a.jpg\n---\n${STORY}`,
    );
    await make(STORY, { into: '2023-06-15-ferry' });
    expect(readdirSync(content())).toEqual(['2023-06-15-ferry']);
    expect(readdirSync(content('2023-06-15-ferry'))).toHaveLength(2);
  });

  test('moves no picture that other editions may use', async () => {
    mkdirSync(content());
    writeFileSync(content('2023-06-15-ferry.txt'), `---\nimage: pictures/a.jpg\n---\n${STORY}`);
    await expect(make(STORY, { into: '2023-06-15-ferry' })).rejects.toThrow('pictures/a.jpg');
    expect(readdirSync(content())).toEqual(['2023-06-15-ferry.txt']);
  });

  test('refuses an edition that does not exist', async () => {
    await expect(make(STORY, { into: '2023-06-15-none' })).rejects.toThrow('There is no edition');
  });
});

describe('new, in trouble,', () => {
  test('reports that a folder is not writable', async () => {
    await expect(make(STORY, { content: 'broadsheet.config.ts' })).rejects.toThrow(
      /EEXIST|ENOTDIR/,
    );
  });

  test('prints no right-to-left override from a headline', async () => {
    const { stdout } = await make(`The \u202etide\n\nA story of one sentence.\n`);
    expect(stdout).toContain('The \ufffdtide');
  });
});
