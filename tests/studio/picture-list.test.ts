import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ID } from './newsroom.ts';
import { hidden, photo, pictures, STORY, usePictures } from './picture-hands.ts';

const hands = usePictures();

describe('the pictures of a story', () => {
  const TEXT =
    '# The bill\n\nOne.\n\n![Ships](a.jpg "In port. Photo: Mara Quint")\n\nTwo.\n\n![](gone.jpg)\n\n*A dredger. (AP)*\n\n- Item ![none](a.jpg)\n\nThree.\n';

  test('are listed with their words, their lines and what is wrong with them', async () => {
    const { newsroom, digest, lead, write } = hands();
    write(`content/${digest}/a.jpg`, await photo());
    write(lead, TEXT);
    const { status, text } = await newsroom.get(pictures(digest));
    expect(status).toBe(200);
    expect(text).toContain('In the text, line 5');
    expect(text).toContain('In port. · Photo: Mara Quint');
    expect(text).toContain('No alternative text yet');
    expect(text).toContain('It only decorates');
    expect(text).toMatch(/gone\.jpg<\/bdi>\s+can’t be read|gone\.jpg<\/bdi> can&#39;t be read/);
  });

  test('are changed where they are, and each other line stays', async () => {
    const { newsroom, digest, lead, write, textOf, send } = hands();
    write(`content/${digest}/a.jpg`, await photo());
    write(lead, TEXT);
    const path = `${pictures(digest)}story/0/2/`;
    const { text } = await newsroom.get(path);
    const fields = { do: 'place', ...hidden(text, 'file', 'base') };
    await send(path, { ...fields, alt: 'A dredger', caption: 'At work', credit: 'AP' });
    expect(textOf(lead)).toBe(
      TEXT.replace('![](gone.jpg)\n\n*A dredger. (AP)*', '![A dredger](gone.jpg "At work (AP)")'),
    );
  });

  test('are removed from the story, and their files stay', async () => {
    const { newsroom, digest, lead, write, textOf, send } = hands();
    write(`content/${digest}/a.jpg`, await photo());
    write(lead, `---\nimage: a.jpg\nalt: Ships\nsection: News\n---\n\n${TEXT}`);
    for (const n of [1, 0]) {
      const { text } = await newsroom.get(pictures(digest));
      const fields = hidden(text, 'file', 'base');
      const { status } = await send(`${pictures(digest)}story/0/${n}/remove`, fields);
      expect(status).toBe(303);
    }
    expect(textOf(lead)).toBe(
      `---\nsection: News\n---\n\n${TEXT.replace('![Ships](a.jpg "In port. Photo: Mara Quint")\n\n', '')}`,
    );
    expect(existsSync(newsroom.path(`content/${digest}/a.jpg`))).toBe(true);
  });
});

describe('a picture of an earlier edition', () => {
  test('is found by its words, and used again with them and its part', async () => {
    const { newsroom, digest, write, writeDigest, textOf, send } = hands();
    writeDigest();
    write('content/2023-05-01-old/harbor.jpg', await photo());
    write(
      'content/2023-05-01-old/1-a.md',
      '---\nimage: harbor.jpg#xywh=percent:0,0,50,50\nalt: Érables at the harbor\ncaption: In May\n---\n\n# Old\n\nText.\n',
    );
    const list = await newsroom.get(`${pictures(digest)}earlier/?story=1&q=ÉRABLES`);
    expect(list.text).toContain('href="2023-05-01-old/0/0/?story=1"');
    expect((await newsroom.get(`${pictures(digest)}earlier/?q=nothing`)).text).toContain(
      'No picture is described by “nothing”.',
    );
    const path = `${pictures(digest)}earlier/2023-05-01-old/0/0/?story=1`;
    const { text } = await newsroom.get(path);
    expect(text).toContain('Érables at the harbor</textarea');
    const fields = { do: 'place', ...hidden(text, 'file', 'base') };
    const focus = { x: '25', y: '25', shape: 'own', part: '50' };
    await send(path, { ...fields, ...focus, alt: 'A harbor', place: 'lead' });
    expect(textOf(`content/${digest}/2-next.md`)).toContain(
      'image: ../2023-05-01-old/harbor.jpg#xywh=percent:0,0,50,50\n',
    );
    const build = await newsroom.desk.build(digest);
    expect(build.ok && build.build.edition.further[0]?.image?.width).toBe(800);
  });

  test.each(['../../secrets/0/0/', 'nope/0/0/', '2023-06-14-blinken-beijing/9/0/', `${ID}/0/7/`])(
    'that does not exist is not found: %s',
    async (path) => {
      const { newsroom } = hands();
      for (const file of ['', 'picture.jpg']) {
        expect((await newsroom.get(`${pictures(ID)}earlier/${path}${file}`)).status).toBe(404);
      }
    },
  );

  test('outside the project is not shown', async () => {
    const { newsroom, digest, lead, write } = hands();
    write(lead, `---\nimage: ../../../../../../etc/hostname\nalt: x\n---\n\n${STORY}`);
    const { status } = await newsroom.get(`${pictures(digest)}story/0/0/picture.jpg`);
    expect(status).toBe(404);
  });
});
