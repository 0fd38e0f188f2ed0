import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNewsroom, type Newsroom } from './newsroom.ts';

let newsroom: Newsroom;
beforeAll(async () => {
  newsroom = await openNewsroom();
});
afterAll(async () => {
  await newsroom.close();
});

async function post(path: string, fields: Readonly<Record<string, string | File>>) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const answer = await newsroom.app.request(`http://localhost${path}`, {
    method: 'POST',
    headers: { host: 'localhost', origin: 'http://localhost' },
    body,
  });
  return {
    status: answer.status,
    text: await answer.text(),
    location: answer.headers.get('location'),
  };
}

/** The fields of the form on a page, as a browser would send them. */
function fieldsOf(page: string): Record<string, string> {
  const inputs = page.matchAll(/<input[^>]*\sname="(\w+)"[^>]*\svalue="([^"]*)"/g);
  const areas = page.matchAll(/<textarea[^>]*\sname="(\w+)"[^>]*>\n?([^<]*)<\/textarea/g);
  const decoded = (text = '') =>
    text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&gt;', '>');
  return Object.fromEntries(
    [...inputs, ...areas].map(([, name = '', value]) => [name, decoded(value)]),
  );
}

const content = (name: string) => newsroom.path(join('content', name));
const STORY =
  'Politics\n\nThe harbor bill advances\n\nShare\n\nThe committee voted on Wednesday to send the bill to the floor of the house.\n';

const LINE = 'The committee voted on Wednesday to send the bill to the floor of the house.';

describe('a new edition', () => {
  test('shows what was read of a pasted text, and each line that was left out', async () => {
    const { status, text } = await post('/new/read', { text: STORY });
    expect(status).toBe(200);
    const fields = fieldsOf(text);
    expect(fields).toMatchObject({ section: 'Politics', date: '2023-06-14' });
    expect(fields['headline']).toBe('The harbor bill advances');
    expect(fields['story']).toContain('The committee voted on Wednesday');
    expect(text).toMatch(/left-out-text">Share</);
    expect(readdirSync(newsroom.path('content')).join()).not.toContain('harbor');
  });

  test('keeps the links of a rich paste', async () => {
    const html =
      '<h1>A <b>rich</b> paste</h1><p>The <a href="https://example.com/b">bill</a> advances in the house today.</p>';
    const { text } = await post('/new/read', { html, text: 'A rich paste' });
    expect(fieldsOf(text)['story']).toContain('[bill](https://example.com/b)');
  });

  test('reads a file, whatever is typed beside it', async () => {
    const file = new File(['# From a file\n\nThe story of the file is **bold**.\n'], 'a.md');
    const { text } = await post('/new/read', { file, text: STORY, url: 'https://example.com/' });
    expect(fieldsOf(text)).toMatchObject({ headline: 'From a file' });
  });

  test('keeps the heading and the links of its key points', async () => {
    const file = new File(
      [
        `# The points stay\n\n## What to know\n\n- See [the bill](https://example.com/b).\n\n${LINE}\n`,
      ],
      'points.md',
    );
    const fields = fieldsOf((await post('/new/read', { file })).text);
    expect(fields['keyPoints']).toBe('See [the bill](https://example.com/b).');
    await post('/new/save', {
      ...fields,
      keyPoints: `${fields['keyPoints'] ?? ''}\n- It is **new**.`,
    });
    const saved = readFileSync(content('2023-06-14-the-points-stay.md'), 'utf8');
    expect(saved).toContain(
      '## What to know\n\n- See [the bill](https://example.com/b).\n- It is **new**.\n',
    );
  });

  test('with a caption that has no picture can be saved, and lists it as left out', async () => {
    const caption = 'Dana Holloway speaks to reporters at the Capitol. (AP Photo/Mara Quint)';
    const source = `The lone caption\n\nShips wait. (AP Photo/Ada Example)\n\n${LINE}\n\n${LINE}\n\n${caption}\n\n${LINE}\n`;
    const { text } = await post('/new/read', { text: source });
    expect(text).toContain('a caption without its picture');
    expect((await post('/new/save', fieldsOf(text))).status).toBe(303);
    expect(readFileSync(content('2023-06-14-the-lone-caption.md'), 'utf8')).not.toContain('![');
  });

  test('does not list a line that was put back as left out', async () => {
    const source = STORY.replace('The harbor bill advances', 'A line is put back');
    const fields = fieldsOf((await post('/new/read', { text: source })).text);
    await post('/new/save', { ...fields, story: `${fields['story'] ?? ''}\n\nShare\n` });
    const saved = readFileSync(content('2023-06-14-a-line-is-put-back.md'), 'utf8');
    expect(saved.match(/Share/g)).toHaveLength(1);
    expect(saved).not.toContain('<!--');
  });

  test('is saved as it was corrected, and opens', async () => {
    const { text } = await post('/new/read', { text: STORY });
    const parts = {
      ...fieldsOf(text),
      headline: 'Corrected',
      section: '',
      byline: 'By Ada Example',
      keyPoints: 'One.\nTwo.',
    };
    const { status, location } = await post('/new/save', parts);
    expect(status).toBe(303);
    expect(location).toBe('../editions/2023-06-14-corrected/');
    const saved = readFileSync(content('2023-06-14-corrected.md'), 'utf8');
    expect(saved).toMatch(/byline: By Ada Example\n/);
    expect(saved).toMatch(/keyPoints:\n {2}- One\.\n {2}- Two\.\n/);
    expect(saved).toContain('# Corrected\n\nThe committee voted');
    expect(saved).toContain('<!-- Left out of the source:\nline 5: Share');
    expect(saved).not.toContain('Politics');
  });

  test('that exists already is not overwritten, and nothing typed is lost', async () => {
    const { text } = await post('/new/read', { text: STORY });
    const parts = { ...fieldsOf(text), headline: 'Twice' };
    expect((await post('/new/save', parts)).status).toBe(303);
    const again = await post('/new/read', { text: STORY });
    const refused = await post('/new/save', {
      ...fieldsOf(again.text),
      headline: 'Twice',
      dek: 'Typed',
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('There is an edition 2023-06-14-twice already.');
    expect(fieldsOf(refused.text)).toMatchObject({ headline: 'Twice', dek: 'Typed' });
  });

  test('is saved once if the form is sent twice, and again only if it says something else', async () => {
    const { text } = await post('/new/read', { text: STORY });
    const parts = { ...fieldsOf(text), headline: 'Double click' };
    const sent = await Promise.all([post('/new/save', parts), post('/new/save', parts)]);
    sent.push(await post('/new/save', parts));
    const page = '../editions/2023-06-14-double-click/';
    expect(sent.map(({ location }) => location)).toEqual([page, page, page]);
    const changed = await post('/new/save', { ...parts, dek: 'Typed after going back' });
    expect(changed.status).toBe(422);
  });

  test.each([
    ['multipart/form-data', 'no parts'],
    ['multipart/form-data; boundary=x', '--x\r\nbroken'],
  ])('in a broken form (%s) asks again', async (type, body) => {
    for (const path of ['/new/read', '/new/save']) {
      const answer = await newsroom.app.request(`http://localhost${path}`, {
        method: 'POST',
        headers: { host: 'localhost', origin: 'http://localhost', 'content-type': type },
        body,
      });
      expect(answer.status).toBe(422);
    }
  });

  test('with a fault in its Markdown says on which line of the story', async () => {
    const { text } = await post('/new/read', { text: STORY });
    const parts = { ...fieldsOf(text), story: 'One.\n\nTwo <b>bold</b>.' };
    const refused = await post('/new/save', parts);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('the story:3');
    expect(existsSync(content('2023-06-14-the-harbor-bill-advances.md'))).toBe(false);
  });

  test.each([
    ['a text without a story', { text: 'Only a headline' }, 'no story'],
    ['an address that is not public', { url: 'http://127.0.0.1:1/' }, '127.0.0.1'],
    ['a script as an address', { url: 'javascript:alert(1)' }, 'fetch'],
    [
      'a picture as a file',
      { file: new File([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')], 'a.png') },
      'a.png',
    ],
  ])('from %s is refused with a remedy, and the form stays', async (_, fields, words) => {
    const { status, text } = await post('/new/read', fields);
    expect(status).toBe(422);
    expect(text).toContain(words);
    expect(text).toContain('data-give');
  });

  test('from nothing asks again', async () => {
    const { status, text } = await post('/new/read', { text: '  ' });
    expect(status).toBe(422);
    expect(text).toContain('Paste the story, choose a file, or give the address of a page.');
  });

  test('from an address without https:// is fetched with it', async () => {
    const { status, text } = await post('/new/read', { url: '127.0.0.1/story' });
    expect(status).toBe(422);
    expect(text).toContain('https://127.0.0.1/story');
    expect(text).toContain('not on the public internet');
  });

  test('of a draft that is no longer known gives the text back', async () => {
    const { status, text } = await post('/new/save', { token: 'unknown', story: 'What I typed' });
    expect(status).toBe(422);
    expect(text).toContain('What I typed');
  });

  test('escapes what a hostile story contains', async () => {
    const { text } = await post('/new/read', {
      text: '<script>alert(1)</script> "headline"\n\nThe committee voted on Wednesday <img src=x onerror=alert(1)>.\n',
    });
    expect(text).not.toMatch(/<script>alert|<img src=x/);
  });
});
