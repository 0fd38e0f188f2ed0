import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ID, openNewsroom, type Newsroom } from './newsroom.ts';

const PAGE = `/editions/${ID}/nobody/`;
const HARD = '2023-06-15-hard';
const HOSTILE = '2023-06-17-hostile';

let room: Newsroom;
beforeAll(async () => {
  room = await openNewsroom();
  room.write(HARD, 'Harbour council votes\n\nThe council decided. Lorem ipsum dolor sit amet.\n');
  room.write(
    HOSTILE,
    '</title><script>own()</script> "><img src=x onerror=own()> votes\n\n</pre><script>own()</script> says the council of the harbour.\n',
  );
  room.write('2023-06-16-broken', '');
});
afterAll(async () => {
  expect(room.faults).toEqual([]);
  await room.close();
});

async function pageOf(path: string): Promise<Document> {
  const { status, text } = await room.get(path);
  expect(status).toBe(200);
  return parseHTML(text).document;
}

const asNavigation = (path: string) =>
  room.app.request(`http://localhost${path}`, {
    headers: { host: 'localhost', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
  });

describe('an edition’s page', () => {
  test('the address of an edition redirects to its page', async () => {
    const { status, headers } = await room.get(`/editions/${ID}/`);
    expect(status).toBe(302);
    expect(headers.get('location')).toBe('nobody/');
  });

  test('the frames of a page cannot run scripts', async () => {
    const document = await pageOf(PAGE);
    const frames = [...document.querySelectorAll('iframe.letter')];
    expect(frames.map((frame) => frame.getAttribute('data-frame'))).toEqual([
      'desktop',
      'tablet',
      'phone',
    ]);
    for (const frame of frames) expect(frame.getAttribute('sandbox')).not.toContain('scripts');
  });

  test('a page shows the look of its query before any script runs', async () => {
    const document = await pageOf(`${PAGE}?view=phone&mode=full&pictures=off&styles=off&tab=size`);
    const shown = [...document.querySelectorAll('[data-tab]:not([hidden])')];
    expect(shown.map((each) => each.getAttribute('data-tab'))).toEqual(['size']);
    const frames = [...document.querySelectorAll('figure:not([hidden]) iframe')];
    expect(frames.map((each) => each.getAttribute('src'))).toEqual([
      'full-no-pictures-no-styles.html',
    ]);
    const chosen = [...document.querySelectorAll('#view input[checked]')];
    expect(chosen.map((each) => each.getAttribute('value'))).toEqual([
      'phone',
      'full',
      'off',
      'off',
    ]);
  });

  test('an unknown choice in a query counts as the default', async () => {
    const document = await pageOf(`${PAGE}?view=%00&mode=toString&tab=__proto__`);
    expect(document.querySelector('[data-tab="letter"]')?.hasAttribute('hidden')).toBe(false);
    expect(document.querySelector('figure:not([hidden]) iframe')?.getAttribute('src')).toBe(
      'light.html',
    );
  });

  test('a page lists the problems of an edition, with remedies and places', async () => {
    const problems = (await pageOf(`/editions/${HARD}/nobody/`)).querySelector('#problems');
    expect(problems?.textContent).toContain('The letter contains placeholder text');
    expect(problems?.textContent).toContain('Write the final text');
    const place = problems?.querySelector('[data-open-file]');
    expect(place?.getAttribute('data-open-file')).toBe(`content/${HARD}.txt`);
    expect(problems?.textContent).not.toContain('No errors found');
    expect((await pageOf(PAGE)).querySelector('#problems')?.textContent).toContain(
      'No errors found',
    );
  });

  test('a page does not wait for the checks, and shows their result once it is known', async () => {
    room.write('2023-06-18-new', 'Harbour council votes\n\nThe council of the harbour decided.\n');
    const path = '/editions/2023-06-18-new/nobody/';
    expect(await (await asNavigation(path)).text()).toContain('Checking the letter');
    await room.get(path);
    expect(await (await asNavigation(path)).text()).not.toContain('Checking the letter');
  });

  test('a page explains every header field of a letter', async () => {
    const panel = (await pageOf(PAGE)).querySelector('#panel-headers');
    expect(panel?.textContent).toContain('List-Unsubscribe');
    expect(panel?.querySelectorAll('dd:not(:has(p))')).toHaveLength(0);
  });

  test('markup in an article is shown as text', async () => {
    const { text } = await room.get(`/editions/${HOSTILE}/nobody/`);
    expect(text).not.toMatch(/<script>own|<img src=x/);
    expect(text).toContain('&lt;script&gt;own()');
  });

  test.each([
    '/editions/none/nobody/',
    `/editions/${ID}/somebody/`,
    `/editions/${ID}/-1/`,
    `/editions/${ID}/1e3/`,
    `/editions/${encodeURIComponent('../' + ID)}/nobody/`,
    `/editions/${ID}/nobody/none.html`,
    `/editions/${ID}/nobody/..%2f..%2fpackage.json`,
    '/problems/none/',
    '/problems/..%2f..%2fREADME/',
  ])('%s is answered with 404', async (path) => {
    expect((await room.get(path)).status).toBe(404);
  });
});

describe('a broken edition', () => {
  const path = '/editions/2023-06-16-broken/nobody/';

  test('the page of an edition that cannot be built says why, and shows no letter', async () => {
    const document = await pageOf(path);
    const broken = document.querySelector('#broken');
    expect(broken?.hasAttribute('hidden')).toBe(false);
    expect(broken?.textContent).toContain('content/2023-06-16-broken.txt');
    expect(document.querySelector('iframe')).toBeNull();
    expect((await room.get(`${path}light.html`)).status).toBe(404);
  });

  test('the page of an edition that breaks keeps the last good letter', async () => {
    const id = '2023-06-19-breaks';
    room.write(id, 'Harbour council votes\n\nThe council of the harbour decided.\n');
    await pageOf(`/editions/${id}/nobody/`);
    room.write(id, '');
    // As what watches the files has it do.
    room.desk.forget();
    const document = await pageOf(`/editions/${id}/nobody/`);
    expect(document.querySelector('#broken')?.textContent).toContain('last version');
    expect(document.querySelector('h1')?.textContent).toBe('Harbour council votes');
    expect((await room.get(`/editions/${id}/nobody/light.html`)).text).toContain('Harbour council');
    expect(document.querySelector('#problems')?.textContent).toContain('error');
  });
});

describe('the letter', () => {
  test('a letter is served with a content security policy, and contains it', async () => {
    const { headers, text } = await room.get(`${PAGE}dark.html`);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    expect(text).toMatch(/http-equiv="Content-Security-Policy" content="default-src 'none'/);
  });

  test.each([
    ['letter.html', 'text/html; charset=utf-8'],
    ['letter.txt', 'text/plain; charset=utf-8'],
    ['letter.mjml', 'text/plain; charset=utf-8'],
    ['letter.eml', 'message/rfc822'],
  ])('a letter can be downloaded as %s', async (file, type) => {
    const { headers, text } = await room.get(PAGE + file);
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${ID}.${file.slice(7)}`,
    );
    expect(text.length).toBeGreaterThan(1000);
  });
});

describe('with subscribers and a run', () => {
  beforeAll(async () => {
    await room.send(['accepted', 'accepted']);
  });

  test('a found subscriber’s page shows the letter that subscriber gets', async () => {
    const { text } = await room.get('/subscribers.json?q=reader2');
    const [reader] = JSON.parse(text) as { id: number; label: string }[];
    expect(reader?.label).toBe('reader2@example.com');
    const path = `/editions/${ID}/${reader?.id ?? 0}/`;
    expect((await room.get(`${path}light.html`)).text).toContain('reader2@example.com');
    const document = await pageOf(path);
    expect(document.querySelector('#panel-message')?.textContent).toContain(
      'To: reader2@example.com',
    );
    expect(document.querySelector('[data-subscribers]')?.getAttribute('placeholder')).toBe(
      'reader2@example.com',
    );
  });

  test('a page links to the report of its run', async () => {
    const link = (await pageOf(PAGE)).querySelector('#edition-head a[href="../report/"]');
    expect(link?.textContent).toContain('2 subscribers');
  });
});

describe('requests of an edition’s page', () => {
  const post = (path: string, fields: Record<string, string>) =>
    room.app.request(`http://localhost${path}`, {
      method: 'POST',
      headers: { host: 'localhost', origin: 'http://localhost' },
      body: new URLSearchParams(fields),
    });

  test('a search for special characters finds no subscriber', async () => {
    const { text } = await room.get('/subscribers.json?q=%00%25');
    expect(JSON.parse(text)).toEqual([]);
  });

  test('no file outside the newsletter, and no line that is not a number, is opened', async () => {
    for (const fields of [
      { file: '/etc/passwd', line: '1' },
      { file: `content/${ID}.txt`, line: 'x' },
      { file: `content/${ID}.txt` },
    ])
      expect((await post('/open', fields)).status).toBe(404);
  });

  test('no test is sent to an invalid address', async () => {
    const answer = await post(`${PAGE}test`, { to: 'nobody' });
    expect(await answer.json()).toMatchObject({ ok: false });
    expect((await post(`${PAGE}test`, {})).status).toBe(404);
  });

  test('the page of a problem shows its documentation', async () => {
    const { status, text } = await room.get('/problems/html-contrast/');
    expect(status).toBe(200);
    expect(text).toContain('<h2>Why it matters</h2>');
    expect(text).toContain('&lt;p style=&quot;color: #999999');
  });
});
