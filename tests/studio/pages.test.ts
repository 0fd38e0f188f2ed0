/** Every kind of page in a real browser: accessibility, width, hostile mail. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStudio, type Studio } from '../../src/studio/server.ts';
import { withTestBrowser } from '../browser/test-browser.ts';
import { article } from '../support/newsletter.ts';
import { beginRepository, gitAt } from '../support/repository.ts';
import { ID, openNewsroom, type Newsroom } from './newsroom.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const HOSTILE = `From: "<script>own()</script>" <a@example.com>
To: ${'x'.repeat(200)}@example.com
Subject: <img src=x onerror=own()> ${'long'.repeat(60)}
Content-Type: text/html

<script>parent.document.title = 'owned'; top.location = 'https://example.org/'</script>
<meta http-equiv="refresh" content="0;url=https://example.org/">
<link rel="preconnect" href="https://example.org"><link rel="stylesheet" href="https://example.org/a.css">
<img src="https://example.org/pixel.gif" onerror="parent.document.title = 'owned'">
<svg onload="parent.document.title = 'owned'"></svg><iframe src="https://example.org/"></iframe>
<form action="https://example.org/"><button>Go</button></form>
<base target="_top"><a href="javascript:parent.document.title='owned'">Read on</a></iframe></body></html>
<style>@import "https://example.org/b.css"; body { background: url(https://example.org/c.png) }</style>`;

await withTestBrowser(
  'the studio’s pages',
  (browser: Browser) => {
    let room: Newsroom;
    let studio: Studio;
    /** The same one, for somebody who has not sent its key. */
    let locked: Studio;
    const paths: Record<string, string> = {};

    beforeAll(async () => {
      room = await openNewsroom();
      studio = await startStudio(room.app, '127.0.0.1', 0);
      locked = await startStudio(room.withKey('k'.repeat(22)), '127.0.0.1', 0);
      room.write('2023-06-15-broken', '');
      room.write('2023-06-15-big_news', '');
      const photo = '---\nimage: missing.jpg\nalt: Two ships\n---\nHeadline\n\nStory.\n';
      room.write('2023-06-12-photo', photo);
      const hold = `<b>No</b> answer ${'yet'.repeat(60)}`;
      room.write('2023-06-08-held', article('Held', `send: 2023-06-20 06:00\nhold: ${hold}`));
      room.write('2023-06-09-free', article('Free', `headline: ${'Long'.repeat(40)}`));
      for (const [index, name] of ['Long'.repeat(40), 'Two', 'Three'].entries())
        room.write(`2023-06-07-digest/${index + 1}-story`, article(name));
      paths['an empty mailbox'] = '/mailbox/?q=nothing';
      await room.maildir.deliver(Buffer.from('Subject: Hello\r\n\r\nDear reader'));
      await room.maildir.deliver(Buffer.from(HOSTILE.replaceAll('\n', '\r\n')));
      const [plain = '', hostile = ''] = await room.maildir.list();
      const half = (index: number) =>
        index < 20 ? 'accepted' : index < 24 ? 'released' : 'planned';
      const states = Array.from({ length: 40 }, (_, index) => half(index));
      await room.send([...states, 'rejected', 'deferred', 'unknown', 'unknown'], 'stays');
      await addReaders(room);
      const left = await room.store.readers.findByEmail('reader5@example.com');
      const known = await room.store.readers.findByEmail('ada@example.com');
      beginRepository(room.path('.'));
      room.write('2023-06-12-photo', `${photo}\n${'Long'.repeat(60)}\n`);
      const version = gitAt(room.path('.'), 'rev-parse', 'HEAD');
      const kept = await keepText(room, '2023-06-09-free');
      const stories = '/editions/2023-06-07-digest/stories/';
      await removeStory(room, '2023-06-07-digest', 2);
      Object.assign(paths, {
        'versions of an edition': '/editions/2023-06-12-photo/versions/?done=saved',
        'earlier version': `/editions/2023-06-12-photo/versions/${version}/`,
        'first version': `/editions/2023-06-12-photo/versions/${version}/?against=before`,
        front: '/',
        'page of a month': '/?month=2023-06',
        'page of a year': '/?year=2023',
        'empty search': '/find/',
        'search with results': '/find/?q=a',
        'new edition': '/new/',
        'month of the calendar': '/calendar/?day=2023-06-14',
        'week of the calendar': '/calendar/?view=week&day=2023-06-20',
        'page of a held edition’s time': '/editions/2023-06-08-held/when/?done=held',
        'page of an edition’s time': '/editions/2023-06-09-free/when/',
        report: `/editions/${ID}/report/`,
        'report of what was not sent': '/editions/2023-06-15-broken/report/',
        mailbox: '/mailbox/',
        message: `/mailbox/${plain}/`,
        'hostile message': `/mailbox/${hostile}/`,
        'hostile headers': `/mailbox/${hostile}/?tab=headers`,
        edition: `/editions/${ID}/nobody/`,
        'page that sends an edition': '/editions/2023-06-12-photo/send/',
        'page of an edition that is sent elsewhere': `/editions/${ID}/send/`,
        'edition in three widths': `/editions/${ID}/longest/?view=all&mode=partial`,
        'inbox of an edition': `/editions/${ID}/nobody/?tab=inbox`,
        'source of an edition': `/editions/${ID}/nobody/?tab=html`,
        'headers of an edition': `/editions/${ID}/nobody/?tab=headers`,
        'size of an edition': `/editions/${ID}/nobody/?tab=size`,
        'table of mail programs': `/editions/${ID}/nobody/?tab=programs&wait`,
        'spam score of an edition': `/editions/${ID}/nobody/?tab=spam&wait`,
        'broken edition': '/editions/2023-06-15-broken/nobody/',
        'story and its letter': `/editions/${ID}/write/`,
        'story whose front matter is YAML': `/editions/${ID}/write/?yaml`,
        'offer to turn a text into Markdown': `/editions/${ID}/write/markdown/`,
        'list of kept texts': '/editions/2023-06-09-free/write/kept/',
        'kept text': `/editions/2023-06-09-free/write/kept/${kept}/`,
        'stories of an edition': `${stories}?done=removed`,
        'question before a story is removed': `${stories}remove/?file=content/2023-06-07-digest/1-story.txt`,
        'page about a problem': '/problems/html-contrast/',
        readers: '/readers/?span=month',
        'list of readers': '/readers/list/',
        'end of the list of readers': '/readers/list/?after=999',
        'page of a reader': `/readers/${known?.readerId ?? ''}/?done=paused`,
        'page of a reader who left': `/readers/${left?.readerId ?? ''}/`,
        'form that adds a reader': '/readers/add/',
        'page of topics and segments': '/readers/segments/',
        'page that asks for the key': `http://127.0.0.1:${locked.port}/?tab=text`,
        'page after another key': `http://127.0.0.1:${locked.port}/?key=guess`,
      });
    });
    afterAll(async () => {
      await Promise.all([studio.close(), locked.close()]);
      await room.close();
      expect(room.faults).toEqual([]);
    });

    /** One page for all tests: opening another takes as long as looking at one. */
    let page: Page;
    let base: string;
    const foreign: string[] = [];
    beforeAll(async () => {
      base = `http://127.0.0.1:${studio.port}`;
      const context = await browser.newContext({ reducedMotion: 'reduce' });
      page = await context.newPage();
      // A request that the policy blocked went nowhere.
      const note = (request: Request) => {
        const url = request.url();
        const stopped = request.failure()?.errorText === 'csp';
        const isOwn = [studio, locked].some(({ port }) =>
          url.startsWith(`http://127.0.0.1:${port}/`),
        );
        if (!stopped && !isOwn && !url.startsWith('data:')) foreign.push(url);
      };
      page.on('requestfinished', note);
      page.on('requestfailed', note);
    });
    afterAll(() => page.context().close());

    const open = async (name: string, width: number) => {
      foreign.length = 0;
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(new URL(paths[name] ?? '', base).href, { waitUntil: 'load' });
      if (name === 'front') await page.getByText('Can’t be built').waitFor();
    };

    describe.each([1280, 390])('at %i pixels', (width) => {
      test.each([
        'front',
        'page of a month',
        'page of a year',
        'empty search',
        'search with results',
        'new edition',
        'month of the calendar',
        'week of the calendar',
        'page of a held edition’s time',
        'page of an edition’s time',
        'report',
        'report of what was not sent',
        'an empty mailbox',
        'mailbox',
        'message',
        'hostile message',
        'hostile headers',
        'edition',
        'page that sends an edition',
        'page of an edition that is sent elsewhere',
        'edition in three widths',
        'inbox of an edition',
        'source of an edition',
        'headers of an edition',
        'size of an edition',
        'table of mail programs',
        'spam score of an edition',
        'versions of an edition',
        'earlier version',
        'first version',
        'broken edition',
        'story and its letter',
        'story whose front matter is YAML',
        'offer to turn a text into Markdown',
        'list of kept texts',
        'kept text',
        'stories of an edition',
        'question before a story is removed',
        'page about a problem',
        'readers',
        'list of readers',
        'end of the list of readers',
        'page of a reader',
        'page of a reader who left',
        'form that adds a reader',
        'page of topics and segments',
        'page that asks for the key',
        'page after another key',
      ])(
        'the %s is accessible in light and dark, fits the screen, and asks no other site',
        async (name) => {
          await open(name, width);
          // The policy of the page forbids a <script> element for this.
          await page.evaluate(AXE);
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme });
            expect(await violationsOf(page), colorScheme).toEqual([]);
          }
          const sideways = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect(sideways).toBe(0);
          expect(foreign).toEqual([]);
        },
      );
    });

    test.each([1280, 390])(
      'a text that another program changed meanwhile is shown beside what was typed at %i pixels',
      async (width) => {
        const context = await browser.newContext({ reducedMotion: 'reduce' });
        const plain = await context.newPage();
        // Without the studio's scripts, the form is sent as it is.
        await plain.route('**/assets/*.js', (route) => route.abort());
        try {
          await plain.setViewportSize({ width, height: 900 });
          await plain.goto(`${base}/editions/2023-06-08-held/write/`);
          await plain.locator('#story-body').fill(`Typed at ${width}.`);
          room.write('2023-06-08-held', article('Held', `send: 2023-06-20 06:00\ndek: ${width}`));
          await plain.getByRole('button', { name: 'Save', exact: true }).click();
          await plain.getByRole('heading', { name: 'This file has changed meanwhile' }).waitFor();
          await plain.evaluate(AXE);
          expect(await violationsOf(plain)).toEqual([]);
          await plain.getByRole('button', { name: 'Save my version' }).click();
          await plain.getByText('Saved.').waitFor();
          expect(await plain.locator('#story-body').inputValue()).toBe(`Typed at ${width}.`);
        } finally {
          await context.close();
        }
      },
    );

    test.each([1280, 390])(
      'a pasted story is read, corrected and saved at %i pixels',
      async (width) => {
        await open('new edition', width);
        const story = `Politics\n\nFerry stays at ${width}\n\nShare\n\nThe council voted on Tuesday to keep the night ferry through the winter.\n`;
        await page.getByLabel('Paste the story').fill(story);
        await page.getByRole('button', { name: 'Read it' }).click();
        await page.getByRole('heading', { name: 'What was read' }).waitFor();
        await page.evaluate(AXE);
        expect(await violationsOf(page)).toEqual([]);
        await page.getByRole('button', { name: 'Put back' }).click();
        expect(await page.getByLabel('Story', { exact: true }).inputValue()).toMatch(
          /winter\.\n\nShare\n$/,
        );
        await page.getByLabel('Headline', { exact: true }).fill(`Night ferry stays at ${width}`);
        await page.getByRole('button', { name: 'Save as an edition' }).click();
        await page.waitForURL(/editions\/2023-06-14-night-ferry-stays-at-\d+\/nobody/);
      },
    );

    test.each([1280, 390])(
      'an edition gets a time, is held and is released with the keyboard at %i pixels',
      async (width) => {
        await open('page of an edition’s time', width);
        const press = async (name: string) => {
          await page.getByRole('button', { name, exact: true }).focus();
          await page.keyboard.press('Enter');
        };
        await page.getByLabel('Day').fill('2023-11-05');
        await page.getByLabel('Hour, in America/New_York').fill('01:30');
        await press('Set this time');
        await page.getByRole('alert').getByText('occurs twice').waitFor();
        await page.evaluate(AXE);
        expect(await violationsOf(page)).toEqual([]);
        await page.getByRole('radio', { name: /The second one/ }).focus();
        await page.keyboard.press('Space');
        await press('Set this time');
        await page.getByRole('status').getByText('The time is set.').waitFor();
        await page.getByText('Sun, Nov 5, 2023, 01:30 EST', { exact: true }).first().waitFor();
        await page.getByLabel(/Reason/).fill('No answer yet');
        await page.keyboard.press('Enter');
        await page.getByText('It is held.').waitFor();
        await press('Release');
        await page.getByText('It is released.').waitFor();
        await press('Remove the time: it goes out when you send it');
        await page.getByText('No time is set').waitFor();
      },
    );

    test('a reader is added, paused, removed and put back without JavaScript', async () => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const plain = await context.newPage();
      const press = (name: string) => plain.getByRole('button', { name, exact: true }).click();
      await plain.goto(`${base}/readers/`);
      await plain.getByRole('link', { name: 'Add a reader' }).click();
      await plain.getByLabel('Address').fill('eve@example.com');
      await plain.getByLabel('Name').fill('Eve Early');
      await plain.getByLabel('Where does their consent come from?').fill('asked by phone');
      await press('Add to the list');
      await plain.getByRole('heading', { name: 'Eve Early' }).waitFor();
      expect(await plain.content()).not.toContain('eve@example.com');
      await press('Show addresses');
      await plain.getByText('eve@example.com').waitFor();
      await press('Pause');
      await press('End the pause');
      await press('Remove from the list');
      await plain.getByLabel('Write to them again because').fill('asked again');
      await press('Put back on the list');
      await plain.getByText('Back on the list.').waitFor();
      await plain.getByRole('link', { name: 'All readers' }).click();
      await plain.getByLabel('Address or name').fill('eve early');
      await press('Search');
      await plain.getByText('1 reader', { exact: true }).waitFor();
      expect(plain.url()).not.toContain('eve');
      await press('Hide addresses');
      expect(await plain.content()).not.toContain('eve@example.com');
      await context.close();
    });

    test.each(['light', 'dark-no-pictures', 'partial', 'full-no-styles'])(
      'a hostile letter, %s, runs no script and reaches no other site',
      async (file) => {
        await open('hostile message', 1280);
        const title = await page.title();
        const frame = page.locator('iframe[data-frame="desktop"]');
        const src = `${base}${paths['hostile message'] ?? ''}${file}.html`;
        await frame.evaluate(
          (element, to) =>
            new Promise((resolve) => {
              element.addEventListener('load', resolve, { once: true });
              (element as HTMLIFrameElement).src = to;
            }),
          src,
        );
        const letter = page.frameLocator('iframe[data-frame="desktop"]');
        await letter.getByText('Read on').waitFor();
        const blocked = page.waitForEvent('console', (message) =>
          message.text().startsWith('Blocked form submission'),
        );
        await letter.getByText('Go', { exact: true }).click();
        await blocked;
        expect(await page.title()).toBe(title);
        expect(page.url()).toContain(paths['hostile message']);
        expect(foreign).toEqual([]);
      },
    );
  },
  'loopback',
);

/** Adds readers with ugly names, one of whom everything is known, and lets many leave at once. */
async function addReaders({
  store: { subscribers, readers, suppressions },
}: Newsroom): Promise<void> {
  const names = [
    'يوسف العلي',
    '<img src=x onerror=own()>',
    'Wolkenstein-'.repeat(40),
    '\u202eevil',
  ];
  await subscribers.save([
    ...names.map((name, index) => ({ email: `ugly${index}@example.com`, name, attributes: {} })),
    { email: `${'x'.repeat(60)}@${'y'.repeat(60)}.example.com`, attributes: {} },
  ]);
  const wording = 'Send me The Politics Briefing by email. '.repeat(4);
  const source = {
    source: 'sign-up form',
    page: `https://example.com/${'p'.repeat(300)}`,
    wording,
  };
  const ada = { email: 'ada@example.com', name: 'Ada Abbot', topics: ['daily'], attributes: {} };
  await subscribers.save([{ ...ada, locale: 'de' }], { consentOf: () => source });
  const known = await readers.findByEmail('ada@example.com');
  await readers.choose(known?.readerId ?? '', { pausedUntil: new Date('2023-07-01') }, source);
  const wishes = await Promise.all(
    [1, 4, 5, 7, 10, 13, 16].map(async (number) => {
      const domain = number % 3 === 1 ? 'mail.example.com' : 'example.com';
      const reader = await readers.findByEmail(`reader${number}@${domain}`);
      return { readerId: reader?.readerId ?? '', how: 'one-click', agent: 'provider' } as const;
    }),
  );
  await readers.leave(wishes);
  await suppressions.add('reader5@example.com', '550 user unknown', 'hard-bounce');
}

async function violationsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, {
      iframes: false,
      resultTypes: ['violations'],
    }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Saves over the text of an edition, so that it is kept; returns its name there. */
async function keepText(room: Newsroom, edition: string): Promise<string> {
  const story = await room.desk.storyFile(edition, 0);
  if (!story) throw new Error('There is no such edition.');
  const body = `${story.body}\nAnother paragraph, which was typed in the studio.\n`;
  await room.desk.changeStory(edition, 0, { base: story.version, body });
  const [kept] = await room.desk.keptTexts(edition, 0);
  return kept?.name ?? '';
}

async function removeStory({ desk }: Newsroom, edition: string, index: number): Promise<void> {
  const { order = '' } = (await desk.storyList(edition)) ?? {};
  const { file = '', version = '' } = (await desk.storyFile(edition, index)) ?? {};
  const removed = await desk.changeStoryList(edition, order, {
    kind: 'remove',
    file,
    base: version,
  });
  expect(removed?.kind).toBe('done');
}
