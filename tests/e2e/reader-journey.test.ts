/**
 * A reader from the first visit to the last, in a real browser, over the real commands and servers:
 * sign up, confirm, read, choose, pause, leave, come back, take their data, be erased.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type axe from 'axe-core';
import PostalMime, { type Email } from 'postal-mime';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import type { Environment } from '../../src/config/environment.ts';
import { anyToken } from '../../src/letter/token.ts';
import { openMaildir } from '../../src/mailbox/maildir.ts';
import { AXE } from '../audit/violations.ts';
import { withTestBrowser } from '../browser/test-browser.ts';
import { makeNewsletter, type Newsletter, type Running } from '../support/newsletter.ts';
import { sink } from '../support/test-servers.ts';
import { keyboard, mouse, type Hands } from './reader-hands.ts';

const NORA = 'nora.brandt@example.org';
const NAME = 'Nora Brandt';
const PATIENCE_MS = 20_000;
const LOG = ['--log-file', 'run.jsonl', '--mask-addresses'];
/** A form that is sent sooner is a program's. */
const TYPING_MS = 2500;

/** Where mail arrives. */
interface Post {
  readonly env: Environment;
  raw(): Promise<readonly Buffer[]>;
}

/** The built-in mailbox, into which a newsletter without a mail server sends. */
function mailboxOf(newsletter: Newsletter): Post {
  const open = () => openMaildir(newsletter.path('.broadsheet', 'mailbox'));
  return {
    env: {},
    raw: async () => {
      const maildir = await open();
      const read = (await maildir.list()).map((name) => maildir.read(name));
      return (await Promise.all(read)).filter((each) => each !== undefined);
    },
  };
}

async function serverOf(): Promise<Post> {
  const { url, letters } = await sink();
  return { env: { SMTP_URL: url }, raw: () => Promise.resolve(letters.map(({ raw }) => raw)) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const EDITIONS = {
  first: ['Ministers meet in Oslo', 'The ministers of eleven countries met in Oslo on Thursday.'],
  second: [
    'A bridge opens in Porto',
    'After nine years of work, a bridge across the Douro opened.',
  ],
  third: ['The harvest was good', 'Farmers in the north brought in more wheat than last summer.'],
  fourth: ['A library lends tools', 'In Tampere, people borrow drills and ladders next to novels.'],
} as const;

type EditionKey = keyof typeof EDITIONS;

const editionId = (edition: EditionKey) =>
  `2023-06-2${Object.keys(EDITIONS).indexOf(edition)}-${edition}`;

function writeEditions(newsletter: Newsletter): void {
  for (const [name, [headline, story]] of Object.entries(EDITIONS)) {
    const point = `Readers in three cities told us what they think of it: ${story.toLowerCase()}`;
    const text = `${headline}\n\nKey Points\n- ${point}\n\n${story}\n`;
    newsletter.write(`content/${editionId(name as EditionKey)}.txt`, text);
  }
}

interface Mail extends Email {
  readonly source: string;
}

/** A newsletter whose site is served, with one more reader. */
interface Rig {
  readonly newsletter: Newsletter;
  readonly url: string;
  readonly env: Environment;
  readonly served: Running;
  /** Waits for the newest mail to the reader with a subject that matches. */
  mail(subject: RegExp): Promise<Mail>;
  reader(): Promise<object>;
  /** Sends an edition: what the command said, and who has a letter of it. */
  send(edition: EditionKey): Promise<{ readonly said: string; readonly to: string }>;
}

async function openRig(postOf: (newsletter: Newsletter) => Post | Promise<Post>): Promise<Rig> {
  const newsletter = makeNewsletter();
  const url = `http://127.0.0.1:${await freePort()}`;
  newsletter.configure(`site: { url: '${url}' }`);
  newsletter.configure(`topics: { daily: 'Every morning', weekend: 'The weekend read' }`);
  writeEditions(newsletter);
  newsletter.write('list.csv', 'email,name\nben@example.net,Ben\n');
  const post = await postOf(newsletter);
  const env = { ...post.env, BROADSHEET_SECRET: 'a-secret-of-thirty-two-letters-and-more', CI: '' };
  const run = (...args: readonly string[]) => newsletter.run(args, env);
  await run('subscribers', 'import', 'list.csv');
  const served = newsletter.start(['serve', '--port', new URL(url).port], env);
  onTestFinished(async () => {
    served.child.kill('SIGKILL');
    await served.ended.catch(() => undefined);
  });
  await served.printed(/http:\/\/127\.0\.0\.1:\d+/);
  return {
    ...{ newsletter, url, env, served },
    mail: (subject) => waitForMail(post, subject),
    reader: async () => {
      const { stdout } = await run('subscribers', 'show', NORA, '--json');
      return JSON.parse(stdout) as object;
    },
    send: async (edition) => {
      const { code, stdout, stderr } = await run('send', editionId(edition), '--yes', ...LOG);
      expect({ code, stderr }).toMatchObject({ code: 0 });
      const mails = await Promise.all((await post.raw()).map((raw) => PostalMime.parse(raw)));
      const letters = mails.filter((mail) => mail.subject === EDITIONS[edition][0]);
      const to = letters.flatMap(({ to: all }) => all?.map(({ address }) => address) ?? []);
      return { said: stdout + stderr, to: to.toSorted().join() };
    },
  };
}

async function waitForMail(post: Post, subject: RegExp): Promise<Mail> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    for (const raw of (await post.raw()).toReversed()) {
      const mail = await PostalMime.parse(raw);
      const isTheirs = mail.to?.some(({ address }) => address === NORA) === true;
      if (isTheirs && subject.test(mail.subject ?? '')) {
        return { ...mail, source: raw.toString('latin1') };
      }
    }
    if (Date.now() > deadline) throw new Error(`No mail came with the subject ${subject}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const linkIn = ({ html = '' }: Email, path: string) => {
  const found = new RegExp(`href="([^"]*/${path}/[^"]+)"`).exec(html)?.[1];
  if (found === undefined) throw new Error(`The mail has no link to /${path}/.`);
  return found;
};

interface Visit {
  readonly page: Page;
  readonly hands: Hands;
  readonly rig: Rig;
  /** Looks at each page before anything is done on it. */
  readonly look: (page: Page) => Promise<void>;
}

async function signUp({ page, hands, rig, look }: Visit): Promise<void> {
  await page.goto(`${rig.url}/subscribe`);
  await look(page);
  await hands.fill('Email address', NORA);
  await hands.fill('Name (optional)', NAME);
  await new Promise((resolve) => setTimeout(resolve, TYPING_MS));
  await hands.press('Subscribe');
  await look(page);
  expect(await page.getByRole('status').innerText()).toMatch(/^Look in your mailbox/);

  const mail = await rig.mail(/^Please confirm/);
  expect(mail.text).not.toContain(NAME);
  expect(mail.source).toMatch(/^Auto-Submitted: auto-generated\r?$/im);
  expect(await rig.reader()).toMatchObject({ state: 'pending' });
  await page.goto(linkIn(mail, 'confirm'));
  await look(page);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/not subscribed yet/);
  expect(await rig.reader()).toMatchObject({ state: 'pending' });
  await hands.press('Yes, subscribe me');
  await look(page);
  expect(await page.getByRole('status').innerText()).toMatch(/^You are subscribed/);
  expect(await rig.reader()).toMatchObject({ state: 'active' });
  expect(linkIn(await rig.mail(/^Welcome/), 'p')).toContain(`${rig.url}/p/`);
}

/** Receives an edition, and opens the link in its footer. */
async function receive({ page, rig, look }: Visit): Promise<void> {
  const { to } = await rig.send('first');
  expect(to).toBe(`ben@example.net,${NORA}`);
  const letter = await rig.mail(/Oslo/);
  const footer = linkIn(letter, 'p');
  expect(letter.source).toContain(`<${footer.replace('/p/', '/u/')}>`);
  await page.goto(footer);
  await look(page);
  expect(await page.locator('main').innerText()).not.toContain(NORA);
}

async function choose({ page, hands, rig, look }: Visit): Promise<void> {
  await hands.check('Every morning', false);
  await hands.press('Save');
  await look(page);
  expect(await page.getByRole('status').innerText()).toBe('Saved. You get: The weekend read.');
  expect(await rig.reader()).toMatchObject({ state: 'active', topics: ['weekend'] });
}

async function pause({ page, hands, rig, look }: Visit): Promise<void> {
  await hands.press('2 weeks');
  await look(page);
  expect(await page.getByRole('status').innerText()).toMatch(/^Your letters are paused until/);
  expect(await rig.reader()).toMatchObject({ state: 'paused' });
  const { said, to } = await rig.send('second');
  expect(to).toBe('ben@example.net');
  expect(said).toMatch(/1 (?:is |reader )?paused|paused: 1/i);
}

async function leaveAndComeBack({ page, hands, rig, look }: Visit): Promise<void> {
  await page.goto(linkIn(await rig.mail(/Oslo/), 'p'));
  await hands.press('Unsubscribe');
  await look(page);
  expect(await page.getByRole('status').innerText()).toMatch(/^You no longer get/);
  expect(await rig.reader()).toMatchObject({ state: 'unsubscribed' });
  expect((await rig.send('third')).to).toBe('ben@example.net');

  await hands.press('That was a mistake: subscribe again');
  await look(page);
  expect(await page.getByRole('status').innerText()).toMatch(/^Your letters are paused until/);
  expect(await rig.reader()).toMatchObject({ state: 'paused', topics: ['weekend'] });
  await hands.press('Get letters again now');
  expect(await rig.reader()).toMatchObject({ state: 'active', topics: ['weekend'] });
  expect((await rig.send('fourth')).to).toBe(`ben@example.net,${NORA}`);
}

async function takeData({ page, hands, rig, look }: Visit): Promise<void> {
  await page.goto(linkIn(await rig.mail(/library/), 'p'));
  await hands.unfold('Download my data');
  await hands.press('Send me the link', 'Download my data');
  expect(await page.getByRole('status').innerText()).toMatch(/^We have sent a link to/);
  await page.goto(linkIn(await rig.mail(/^Your data:/), 'e'));
  await look(page);
  const download = await hands.download('Download the file');
  const text = readFileSync(await download.path(), 'utf8');
  expect(download.suggestedFilename()).toMatch(/\.json$/);
  expect(() => JSON.parse(text) as unknown).not.toThrow();
  const editions = rig.env['SMTP_URL'] === undefined ? [] : [editionId('first')];
  for (const kept of [NORA, NAME, 'weekend', 'confirmed', 'withdrawn', ...editions]) {
    expect(text).toContain(kept);
  }
}

async function beErased({ page, hands, rig, look }: Visit): Promise<void> {
  const own = linkIn(await rig.mail(/library/), 'p');
  await page.goto(own);
  await hands.unfold('Erase me');
  await hands.press('Send me the link', 'Erase me');
  await page.goto(linkIn(await rig.mail(/to be erased/), 'x'));
  await look(page);
  expect(placesOf(rig, NORA)).not.toEqual([]);
  await hands.press('Yes, erase everything');
  await look(page);
  expect(await page.getByRole('status').innerText()).toMatch(/^Everything is erased/);
  await page.goto(own);
  await look(page);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/no longer exists/);
}

/** The files of the database, the built-in mailbox and the log that have a text in them. */
function placesOf({ newsletter }: Rig, text: string): readonly string[] {
  const data = newsletter.path('.broadsheet');
  const stored = readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return [...stored, newsletter.path('run.jsonl')].filter((file) =>
    readFileSync(file).toString('latin1').toLowerCase().includes(text),
  );
}

/** Nothing of the reader: not while the site runs, and not after it. Sums still add up. */
async function nothingIsLeft({ rig }: Visit): Promise<void> {
  const { newsletter, served, env } = rig;
  const traces = [NORA, NAME.toLowerCase(), 'nora'];
  for (const trace of traces) expect(placesOf(rig, trace)).toEqual([]);
  served.child.kill('SIGTERM');
  const { code, stdout, stderr } = await served.ended;
  expect(code).toBe(0);
  for (const trace of traces) {
    expect(placesOf(rig, trace)).toEqual([]);
    expect((stdout + stderr).toLowerCase()).not.toContain(trace);
  }
  expect(stdout + stderr).not.toMatch(anyToken());
  const status = await newsletter.run(['status', editionId('first'), '--json'], env);
  expect(status.stdout).toMatch(/"accepted": ?2/);
  expect(status.stdout).not.toContain(NORA);
}

async function wholeJourney(visit: Visit): Promise<void> {
  await signUp(visit);
  await receive(visit);
  await choose(visit);
  await pause(visit);
  await leaveAndComeBack(visit);
  await takeData(visit);
  await beErased(visit);
  await nothingIsLeft(visit);
}

/** Runs in the page: what axe-core finds, in short. */
async function runAxe(): Promise<readonly string[]> {
  const { axe: engine } = window as unknown as { axe: typeof axe };
  const { violations } = await engine.run(document, { resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`),
  );
}

async function noBarriers(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(AXE);
    expect(await page.evaluate(runAxe)).toEqual([]);
  }
}

/** A phone shows the page without scrolling sideways, and its buttons are as large as a finger. */
async function fitsPhone(page: Page): Promise<void> {
  const measured = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - window.innerWidth,
    small: Array.from(document.querySelectorAll('button, summary, label.choice'))
      .map((each) => ({
        text: each.textContent.trim(),
        height: each.getBoundingClientRect().height,
      }))
      .filter(({ height }) => height > 0 && height < 44),
  }));
  expect(measured).toEqual({ overflow: 0, small: [] });
}

await withTestBrowser(
  'a reader’s journey',
  (browser) => {
    async function visit(
      rig: Rig,
      handsOf: (page: Page) => Hands,
      look: Visit['look'],
      options: BrowserContextOptions,
    ): Promise<Visit> {
      const context = await browser.newContext({ locale: 'en-US', ...options });
      onTestFinished(() => context.close());
      const page = await context.newPage();
      const hosts = new Set<string>();
      page.on('request', (request) => hosts.add(new URL(request.url()).origin));
      onTestFinished(() => {
        expect([...hosts].filter((host) => host !== rig.url && host !== 'null')).toEqual([]);
      });
      return { page, hands: handsOf(page), rig, look };
    }

    test('by mouse, with the built-in mailbox, has no barrier on any page, light or dark', async () => {
      const rig = await openRig(mailboxOf);
      await wholeJourney(await visit(rig, mouse, noBarriers, {}));
    }, 180_000);

    test('by keyboard alone, without JavaScript, on a phone, over SMTP', async () => {
      const rig = await openRig(serverOf);
      const options = {
        javaScriptEnabled: false,
        viewport: { width: 360, height: 640 },
        isMobile: true,
        hasTouch: true,
      };
      await wholeJourney(await visit(rig, keyboard, fitsPhone, options));
    }, 180_000);
  },
  'loopback',
);
