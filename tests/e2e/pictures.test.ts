import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { beforeEach, describe, expect, test } from 'vitest';
import { flag, grain, SVG } from '../pictures/images.ts';
import { makeNewsletter, type Newsletter } from '../support/newsletter.ts';

const ID = '2023-06-15-harbour';
const STORY =
  'Ships return to the harbour\n\nThe first ships have come back to the harbour this morning.\n';
const SHARP_LOADS = `data:text/javascript,${encodeURIComponent(
  `import { registerHooks } from 'node:module';
   registerHooks({ resolve: (name, context, next) => {
     if (name === 'sharp') process.stderr.write('sharp was loaded');
     return next(name, context);
   } });`,
)}`;

let newsletter: Newsletter;
beforeEach(() => {
  newsletter = makeNewsletter();
});

const dist = () => newsletter.path('dist', ID);
const read = (file: string) => readFileSync(join(dist(), file));

/** An article whose picture is the file, with words for it. */
function article(image: string, alt = 'alt: Two ships at a quay\n') {
  newsletter.write(`content/${ID}.txt`, `---\n${alt}image: ${image}\n---\n${STORY}`);
}

describe('a picture next to the article', () => {
  test('is embedded in the letter, and a file next to letter.html', async () => {
    newsletter.write('content/ships.png', await flag(1300, 900).png().toBuffer());
    article('ships.png');
    const { code, stderr } = await newsletter.run(['build', ID]);
    expect([code, stderr]).toEqual([0, '']);

    const [name = ''] = readdirSync(join(dist(), 'images'));
    const picture = read(`images/${name}`);
    const mail = await PostalMime.parse(read('letter.eml'));
    const [attachment] = mail.attachments;
    const cid = attachment?.contentId?.slice(1, -1) ?? '';
    expect(attachment).toMatchObject({ filename: name, related: true, mimeType: 'image/jpeg' });
    expect(Buffer.from(attachment?.content as ArrayBuffer).equals(picture)).toBe(true);
    const tag = /<img[^>]*>/.exec(mail.html ?? '')?.[0];
    expect(tag).toContain(`src="cid:${cid}"`);
    expect(tag).toMatch(/ width="576"/);
    expect(tag).toMatch(/ height="399"/);
    expect(tag).toMatch(/[";]height:auto/);
    expect(tag).toContain('alt="Two ships at a quay"');
    expect(read('letter.html').toString()).toBe(
      mail.html?.replace(/\n$/, '').replace(`cid:${cid}`, `images/${name}`),
    );
  });

  test('has the same bytes in the next build, and a replaced one is deleted', async () => {
    const build = async () => {
      await newsletter.run(['build', ID]);
      return { eml: read('letter.eml'), images: readdirSync(join(dist(), 'images')) };
    };
    newsletter.write('content/ships.jpg', await grain(1300, 900).jpeg().toBuffer());
    article('ships.jpg');
    const [first, second] = [await build(), await build()];
    expect(second.eml.equals(first.eml)).toBe(true);
    newsletter.write('content/ships.jpg', await flag(1300, 900).jpeg().toBuffer());
    const third = await build();
    expect(third.images).toHaveLength(1);
    expect(third.images).not.toEqual(first.images);
  });

  test('is written for hosting if the config has a base URL', async () => {
    const file = newsletter.path('broadsheet.config.ts');
    const assets = `assets: { baseUrl: 'https://cdn.example.org' },`;
    writeFileSync(file, readFileSync(file, 'utf8').replace('timeZone:', `${assets}\n  timeZone:`));
    newsletter.write('content/ships.jpg', await flag(1300, 900).jpeg().toBuffer());
    article('ships.jpg');
    expect((await newsletter.run(['build', ID])).code).toBe(0);
    const [name = ''] = readdirSync(join(dist(), 'images'));
    const mail = await PostalMime.parse(read('letter.eml'));
    expect(mail.attachments).toEqual([]);
    expect(mail.html).toContain(`src="https://cdn.example.org/${ID}/${name}"`);
    expect(read('letter.html').toString()).toBe(mail.html?.replace(/\n$/, ''));
  });

  test('loads the decoders, which nothing else does', async () => {
    const env = { NODE_OPTIONS: `--import=${SHARP_LOADS}` };
    expect((await newsletter.run(['build'], env)).stderr).not.toContain('sharp was loaded');
    newsletter.write('content/ships.jpg', await flag(60, 40).jpeg().toBuffer());
    article('ships.jpg');
    expect((await newsletter.run(['build'], env)).stderr).toContain('sharp was loaded');
  });
});

describe("a picture that can't be used is one error, and nothing is written", () => {
  test.each([
    ['not a picture', 'note.jpg', 'is not a JPEG, PNG, WebP, AVIF or GIF'],
    ['an SVG', 'drawing.svg', 'is an SVG'],
    ['out of the project', '../../out.jpg', 'leaves the project'],
    ['behind a link', 'link.jpg', 'is a link that leaves the project'],
    ['not there', 'none.jpg', "can't be read next to"],
  ])('%s', async (_, image, words) => {
    newsletter.write('content/note.jpg', 'Not a picture.');
    newsletter.write('content/drawing.svg', SVG);
    symlinkSync('/etc/hostname', newsletter.path('content', 'link.jpg'));
    article(image);
    const { code, stdout, stderr } = await newsletter.run(['build', ID]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`content/${ID}.txt:3: The picture can't be used: "${image}" ${words}`);
    expect(stderr).toContain('(article/picture)');
    expect(stderr).toContain('Use a JPEG, PNG, WebP, AVIF or GIF file next to the article');
    expect(existsSync(dist())).toBe(false);
  });
});

test('a picture without alternative text is built and reported, but not sent', async () => {
  article('https://example.com/ships.jpg', '');
  for (const command of ['build', 'check', 'send']) {
    const { code, stdout, stderr } = await newsletter.run([command, ID]);
    expect(code, command).toBe(1);
    expect(stdout + stderr).toContain(`content/${ID}.txt:2: The picture has no alternative text`);
    expect(stdout + stderr).toContain('(article/picture-alt)\n  Describe the picture in "alt:"');
  }
  expect(readdirSync(newsletter.path('.broadsheet', 'mailbox', 'new'))).toEqual([]);
});
