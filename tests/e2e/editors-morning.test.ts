/**
 * An editor's morning in the studio, in a real browser and without a terminal: from a pasted story to
 * the report of the run, and yesterday's version brought back.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import { withTestBrowser } from '../browser/test-browser.ts';
import { makeNewsletter, SAMPLE_ID, SAMPLE_LIST, type Newsletter } from '../support/newsletter.ts';
import { ROOT } from '../support/sample.ts';
import { sink } from '../support/test-servers.ts';
import type { SmtpSink } from '../support/smtp-sink.ts';
import { finger, keyboard, mouse, type Hands } from './editor-hands.ts';

const PATIENCE_MS = 120_000;
const STORY = join(ROOT, 'content', `${SAMPLE_ID}.txt`);
const READERS = 25;

interface Morning {
  readonly newsletter: Newsletter;
  readonly server: SmtpSink;
  readonly page: Page;
  readonly hands: Hands;
  /** What went wrong in scripts, and what was asked of other machines. */
  readonly faults: readonly string[];
}

await withTestBrowser(
  'the studio',
  (browser) => {
    describe('an editor’s morning without a terminal', () => {
      test.each([
        ['with a mouse', { viewport: { width: 1280, height: 900 } }, () => mouse()],
        ['with the keyboard alone', { viewport: { width: 1280, height: 900 } }, keyboard],
        [
          'on a phone',
          { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
          () => finger(),
        ],
      ] as const)(
        '%s',
        async (_, screen, handsOf) => {
          const morning = await open(browser, screen, handsOf);
          await pasteStory(morning);
          await fixTypo(morning);
          await addPhoto(morning);
          await meetProblem(morning);
          await setTime(morning);
          await saveVersion(morning);
          await approve(morning);
          await sendTest(morning);
          await sendStopContinue(morning);
          await readReport(morning);
          await bringBackYesterday(morning);
          expect(morning.faults).toEqual([]);
        },
        PATIENCE_MS,
      );
    });
  },
  'loopback',
);

async function open(
  browser: Browser,
  screen: BrowserContextOptions,
  handsOf: (page: Page) => Hands,
): Promise<Morning> {
  const newsletter = makeNewsletter();
  newsletter.configure('requireApproval: true');
  newsletter.configure('studio: { takeBackSeconds: 1 }');
  newsletter.configure('delivery: { maxConnections: 1 }');
  await newsletter.run(['subscribers', 'import', SAMPLE_LIST]);
  keepVersions(newsletter);
  const server = await sink({ delayMs: 150 });
  const env = { SMTP_URL: server.url };
  const running = newsletter.start(['preview', '--port', '0', '--no-open'], env);
  onTestFinished(async () => {
    running.child.kill('SIGTERM');
    await running.ended;
  });
  const [url] = await running.printed(/http:\/\/127\.0\.0\.1:\d+\//);
  const context = await browser.newContext(screen);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('request', (request) => {
    const asked = request.url();
    if (!/^(?:data|blob|about):/.test(asked) && !asked.startsWith(url)) faults.push(asked);
  });
  await page.goto(url);
  return { newsletter, server, page, faults, hands: handsOf(page) };
}

/** Makes two versions of yesterday's edition. */
function keepVersions(newsletter: Newsletter): void {
  const cwd = newsletter.folder;
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd });
  newsletter.write('.gitignore', '.broadsheet/\n');
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'Ada Abbot');
  git('config', 'user.email', 'ada@example.com');
  git('add', '.');
  git('commit', '--quiet', '--message', 'Write about the trip');
  newsletter.change(`content/${SAMPLE_ID}.txt`, 'this week', 'quite soon');
  git('commit', '--quiet', '--all', '--message', 'Say when it is');
}

async function pasteStory({ page, hands }: Morning): Promise<void> {
  await hands.press(page.getByRole('link', { name: 'New edition' }).first());
  await hands.fill(page.getByLabel('Paste the story'), readFileSync(STORY, 'utf8'));
  await hands.press(page.getByRole('button', { name: 'Read it' }));
  await hands.fill(
    page.getByLabel('Headline', { exact: true }),
    'Blinken reschedules his trp to China',
  );
  await hands.press(page.getByRole('button', { name: 'Save as an edition' }));
  await letterHeading(page, 'his trp to China').waitFor();
}

async function fixTypo(morning: Morning): Promise<void> {
  const { page, hands } = morning;
  await hands.press(pageOf(page, 'Write'));
  await openPane(morning, 'Story');
  await onto(morning);
  await page.keyboard.press('ControlOrMeta+Home');
  const shown = (await page.locator('.cm-line').allTextContents()).join('\n');
  await pressOften(page, 'ArrowRight', shown.indexOf('trp') + 2);
  await page.keyboard.press('Backspace');
  await page.keyboard.type('ri');
  await openPane(morning, 'Letter');
  await letterHeading(page, 'his trip to China').waitFor();
  await saved(page);
}

async function addPhoto(morning: Morning): Promise<void> {
  const { page, hands } = morning;
  const alt = 'Two ministers shake hands at a door.';
  await openPane(morning, 'Story');
  await onto(morning);
  await page.keyboard.press('ControlOrMeta+End');
  await hands.press(page.getByRole('button', { name: 'Picture', exact: true }));
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Choose a picture').setInputFiles({
    name: 'handshake.jpg',
    mimeType: 'image/jpeg',
    buffer: await photo(),
  });
  await hands.press(dialog.getByRole('button', { name: 'Continue' }));
  await hands.fill(dialog.getByLabel('What it shows'), alt);
  await hands.press(dialog.getByRole('button', { name: 'Add to the story' }).last());
  await dialog.waitFor({ state: 'hidden' });
  await openPane(morning, 'Letter');
  await letter(page).getByAltText(alt).waitFor();
  await saved(page);
}

async function meetProblem(morning: Morning): Promise<void> {
  const { page } = morning;
  const wrong = '[More](javascript:void)';
  await openPane(morning, 'Story');
  await onto(morning);
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type(wrong);
  const problem = page.locator('#problems').getByText('used in a letter').first();
  await problem.waitFor({ state: 'attached' });
  await onto(morning);
  await page.keyboard.press('ControlOrMeta+End');
  await pressOften(page, 'Backspace', wrong.length);
  await problem.waitFor({ state: 'detached' });
  await saved(page);
}

async function setTime({ page, hands, newsletter }: Morning): Promise<void> {
  await hands.press(pageOf(page, 'When'));
  const id = await idOf(page);
  await page.getByLabel('Hour, in').fill('23:45');
  await hands.press(page.getByRole('button', { name: 'Set this time' }));
  await page.getByText('23:45', { exact: false }).first().waitFor();
  await expect.poll(() => partsOf(newsletter, id).front).toMatch(/send: .*23:45/);
}

async function saveVersion({ page, hands }: Morning): Promise<void> {
  await hands.press(pageOf(page, 'Versions'));
  await hands.fill(page.getByLabel('What has changed?'), 'Write about the trip to China');
  await hands.press(page.getByRole('button', { name: 'Save a version' }));
  await page.getByRole('heading', { name: 'Everything is saved as a version' }).waitFor();
}

async function approve({ page, hands }: Morning): Promise<void> {
  await hands.press(pageOf(page, 'Send'));
  await hands.press(page.getByRole('button', { name: 'Approve this letter' }));
  await page.getByRole('button', { name: `Send to ${READERS} readers` }).waitFor();
}

async function sendTest({ page, hands, server }: Morning): Promise<void> {
  await hands.press(pageOf(page, 'Letter'));
  await letterHeading(page, 'his trip to China').waitFor();
  await hands.press(page.getByRole('button', { name: 'Send a test' }));
  const dialog = page.getByRole('dialog');
  await hands.fill(dialog.getByLabel('To', { exact: true }), 'ada@example.com');
  await hands.check(dialog.getByRole('checkbox'));
  await hands.press(dialog.getByRole('button', { name: 'Send through' }));
  await expect.poll(() => server.letters.length).toBe(1);
  server.letters.length = 0;
}

async function sendStopContinue({ page, hands, server }: Morning): Promise<void> {
  await hands.press(pageOf(page, 'Send'));
  await hands.fill(page.getByLabel('to confirm the number of readers'), String(READERS));
  await hands.press(page.getByRole('button', { name: `Send to ${READERS} readers` }));
  await page.getByRole('button', { name: 'Take it back' }).waitFor();
  expect(server.letters).toEqual([]);
  await hands.press(page.getByRole('button', { name: 'Stop' }));
  const rest = page.getByRole('button', { name: /^Send to \d+ readers?$/ });
  await rest.waitFor();
  const left = Number(/\d+/.exec(await rest.innerText())?.[0]);
  expect(server.letters.length).toBe(READERS - left);
  expect(left).toBeGreaterThan(0);
  await hands.fill(page.getByLabel('to confirm the number of readers'), String(left));
  await hands.press(rest);
  await page.getByText(`${left} readers got the letter`, { exact: false }).waitFor();
  const reached = server.letters.map(({ to }) => to);
  expect([reached.length, new Set(reached).size]).toEqual([READERS, READERS]);
}

async function readReport({ page, hands }: Morning): Promise<void> {
  await hands.press(pageOf(page, 'Report'));
  await page.getByText(`${READERS} of ${READERS} letters accepted`, { exact: false }).waitFor();
}

async function bringBackYesterday({ page, hands, newsletter }: Morning): Promise<void> {
  await hands.press(page.getByRole('navigation', { name: 'Studio' }).getByText('Editions'));
  await hands.press(page.locator(`a[href*="${SAMPLE_ID}/nobody/"]`).first());
  await hands.press(pageOf(page, 'Versions'));
  await hands.press(page.getByRole('link', { name: 'Write about the trip' }));
  await hands.press(page.getByRole('button', { name: 'Bring this version back' }));
  await expect.poll(() => newsletter.read(`content/${SAMPLE_ID}.txt`)).toContain('this week');
}

function pageOf(page: Page, name: string): Locator {
  const pages = page.getByRole('navigation', { name: 'This edition' });
  return pages.getByRole('link', { name, exact: true });
}

/** On a phone one pane is shown at a time. */
async function openPane({ page, hands }: Morning, name: 'Letter' | 'Story'): Promise<void> {
  // The script of the page makes both.
  await page.locator('.cm-content').waitFor({ state: 'attached' });
  const button = page.locator('.panes').getByRole('button', { name, exact: true });
  if (await button.isVisible()) await hands.press(button);
}

async function pressOften(page: Page, key: string, times: number): Promise<void> {
  for (let at = 0; at < times; at++) await page.keyboard.press(key);
}

/** Puts the focus into the story. */
async function onto({ page, hands }: Morning): Promise<void> {
  await hands.focus(page.locator('.cm-content'));
}

async function idOf(page: Page): Promise<string> {
  return (await page.locator('body').getAttribute('data-edition')) ?? '';
}

function partsOf(newsletter: Newsletter, id: string): { front: string; body: string } {
  const [, front = '', body = ''] =
    /^---\n([^]*?)\n---\n([^]*)$/.exec(newsletter.read(`content/${id}.md`)) ?? [];
  return { front, body };
}

function letter(page: Page) {
  return page.locator('iframe.letter:visible').first().contentFrame();
}

function letterHeading(page: Page, words: string): Locator {
  return letter(page).getByRole('heading', { name: words }).first();
}

async function saved(page: Page): Promise<void> {
  await page
    .locator('#save-state')
    .getByText('Saved', { exact: true })
    .waitFor({ state: 'attached' });
}

function photo(): Promise<Buffer> {
  const create = { width: 1200, height: 800, channels: 3, background: '#48606b' } as const;
  return sharp({ create }).jpeg().toBuffer();
}
