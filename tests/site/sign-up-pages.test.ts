/** Signing up in a real browser: accessible, on a phone, by keyboard, without scripts, elsewhere. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Hono } from 'hono';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { snippetFor } from '../../src/site/sign-up/snippet.ts';
import { ENGLISH } from '../../src/site/wording/sign-up/en.ts';
import { withTestBrowser } from '../browser/test-browser.ts';
import { AXE, focused, sideways, tooSmall, violationsOf } from './page-checks.ts';
import { useRunningSite } from './running-site.ts';
import { BROWSER } from './sign-up/form.ts';
import { START, useSite, type SiteRig } from './site-rig.ts';

await withTestBrowser(
  'signing up',
  (browser: Browser) => {
    const rig = useSite();
    let current: Hono | undefined;
    const site = useRunningSite({ app: () => current ?? rig.app() });
    const at = (path: string) => `http://127.0.0.1:${site.port()}${path}`;
    beforeEach(async () => {
      rig.now = new Date(START);
      for (const table of ['limits', 'used_once', 'sign_ups', 'outbox']) {
        await rig.store().query(`delete from ${table}`);
      }
    });

    describe.each([
      ['en-US', 'ltr'],
      ['de-DE', 'ltr'],
      ['ar', 'rtl'],
    ])('in %s', (locale, direction) => {
      let context: BrowserContext;
      let page: Page;
      const foreign: string[] = [];
      beforeAll(async () => {
        context = await browser.newContext({ locale, reducedMotion: 'reduce' });
        page = await context.newPage();
        page.on('request', (request) => {
          const url = request.url();
          if (!url.startsWith(at('/')) && !url.startsWith('data:')) foreign.push(url);
        });
      });
      afterAll(() => context.close());

      test.each(Object.keys(ways))(
        'the %s is accessible in light and dark, fits a phone, and asks no other site',
        async (name) => {
          await page.setViewportSize({ width: 375, height: 800 });
          await page.emulateMedia({ colorScheme: 'light' });
          await ways[name]?.(page, rig, at);
          await page.evaluate(AXE);
          expect(await violationsOf(page), 'light').toEqual([]);
          expect(await tooSmall(page)).toEqual([]);
          await page.emulateMedia({ colorScheme: 'dark' });
          expect(await violationsOf(page), 'dark').toEqual([]);
          for (const width of [320, 375, 1280]) {
            await page.setViewportSize({ width, height: 800 });
            expect(await sideways(page), `${width} px`).toBe(0);
          }
          expect(await page.locator('html').getAttribute('dir')).toBe(direction);
          expect(await page.locator('h1').count()).toBe(1);
          expect(foreign).toEqual([]);
        },
      );
    });

    test('by keyboard alone, people sign up and confirm, and never meet the trap', async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(at('/subscribe'));
      await tabTo(page, 'email');
      await page.keyboard.type('keyboard@example.org');
      const met: string[] = [];
      for (let presses = 0; presses < 8 && !met.at(-1)?.startsWith('Subscribe'); presses++) {
        await page.keyboard.press('Tab');
        met.push((await focused(page)).trim());
      }
      expect(met).toEqual(['name', 'topics daily', 'topics weekend', 'Subscribe']);
      wait(rig);
      await page.keyboard.press('Enter');
      await page.getByRole('status').getByText('Look in your mailbox').waitFor();
      await page.goto(at(await linkOf(rig)));
      await tabTo(page, 'Yes, subscribe me');
      await page.keyboard.press('Enter');
      await page.getByRole('status').getByText('You are subscribed').waitFor();
      expect(await focused(page)).toContain('You are subscribed');
      await tabTo(page, 'Choose what you get');
      await page.keyboard.press('Enter');
      await page.getByText('k•••@example.org').waitFor();
      await context.close();
    });

    test.each([
      ['on a phone', { viewport: { width: 375, height: 700 }, hasTouch: true, isMobile: true }],
      ['at a desk', { viewport: { width: 1280, height: 800 } }],
    ])(
      'without JavaScript, %s, people sign up, correct a mistake and confirm',
      async (_, options) => {
        const context = await browser.newContext({ ...options, javaScriptEnabled: false });
        const page = await context.newPage();
        const email = `width${options.viewport.width}@example.org`;
        await page.goto(at('/subscribe'));
        expect(await page.locator('#subject').isVisible()).toBe(true);
        expect((await page.locator('#subject').boundingBox())?.x ?? 0).toBeLessThan(-300);
        await page.getByLabel('Email address').fill('nobody');
        await page.getByRole('button').click();
        await page.getByRole('alert').getByText('Enter a complete email address').waitFor();
        await page.getByLabel('Email address').fill(email);
        await page.getByLabel('Every morning').uncheck();
        await page.getByRole('button').click();
        await page.getByRole('status').getByText('Look in your mailbox').waitFor();
        await page.goto(at(await linkOf(rig)));
        // The button is in sight without scrolling.
        const box = await page.getByRole('button').boundingBox();
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(options.viewport.height);
        await page.getByRole('button').click();
        await page.getByRole('status').getByText('You are subscribed').waitFor();
        expect(await rig.store().readers.findByEmail(email)).toMatchObject({
          topics: ['weekend'],
        });
        await context.close();
      },
    );

    test('a page left open overnight helps, without JavaScript, and keeps what was typed', async () => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(at('/subscribe'));
      await page.getByLabel('Email address').fill('late@example.org');
      wait(rig, 30 * 3600);
      await page.getByRole('button').click();
      await page.getByRole('status').getByText('open for more than a day').waitFor();
      await page.getByRole('button').click();
      await page.getByRole('status').getByText('Look in your mailbox').waitFor();
      await context.close();
    });

    test('the browser works while the form is filled in, if it has to', async () => {
      const app = rig.remake(({ settings }) => ({
        settings: { ...settings, proofOfWork: 'always' },
      }));
      current = app;
      const context = await browser.newContext({ userAgent: 'Mozilla/5.0 (X11) Firefox/147.0' });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('console', (message) => faults.push(message.text()));
      page.on('pageerror', (error) => faults.push(error.message));
      await page.goto(at('/subscribe'));
      await page.getByLabel('Email address').fill('works@example.org');
      await expect
        .poll(() => page.locator('[name="proof"]').inputValue(), { timeout: 30_000 })
        .toMatch(/^[\w+/=]{300,}$/);
      await page.evaluate(AXE);
      expect(await violationsOf(page)).toEqual([]);
      wait(rig);
      await page.getByRole('button').click();
      await page.getByRole('status').getByText('Look in your mailbox').waitFor();
      expect(await rig.store().query('select doubtful from sign_ups')).toEqual([{ doubtful: 0 }]);
      expect(faults).toEqual([]);
      current = undefined;
      await context.close();
    });

    describe('with the form of /s/embed on another site', () => {
      let other: Server;
      let origin: string;
      let html = '';
      beforeAll(async () => {
        other = createServer((request, response) => {
          response.setHeader('Content-Type', 'text/html; charset=utf-8');
          response.end(request.url === '/thanks' ? '<h1>Thanks</h1>' : html);
        });
        await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
        origin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
      });
      afterAll(() => {
        other.close();
        other.closeAllConnections();
      });

      const embedded = async (withScript: boolean) => {
        const settings = { ...rig.options().settings, url: at(''), embedFrom: [origin] };
        const app = rig.remake(() => ({ settings }));
        current = app;
        const snippet = await snippetFor(
          { settings, newsletter: rig.options().newsletter },
          ENGLISH,
          'front-page',
        );
        html = `<!doctype html><title>Paper</title>${snippet.form}${withScript ? snippet.script : ''}`;
      };
      const sources = async () =>
        (await rig.store().query('select source, page, topics from sign_ups')).at(-1);

      test('people sign up without JavaScript, with one more click', async () => {
        await embedded(false);
        const context = await browser.newContext({ javaScriptEnabled: false });
        const page = await context.newPage();
        await page.goto(origin);
        await page.getByLabel('Email address').fill('reader@example.org');
        await page.getByLabel('The weekend read').check();
        await page.getByRole('button').click();
        await page.getByRole('status').getByText('One more click').waitFor();
        expect(await page.getByLabel('Email address').inputValue()).toBe('reader@example.org');
        await page.getByRole('button').click();
        await page.getByRole('status').getByText('Look in your mailbox').waitFor();
        expect(await sources()).toMatchObject({
          source: 'sign-up form "front-page"',
          topics: ',weekend,',
        });
        await context.close();
      });

      test('people sign up with one click where its script runs', async () => {
        await embedded(true);
        const context = await browser.newContext();
        const page = await context.newPage();
        await page.goto(origin);
        await page.getByLabel('Email address').fill('reader@example.org');
        await expect.poll(() => page.locator('[name="ticket"]').inputValue()).toMatch(/^f1\./);
        wait(rig);
        await page.getByRole('button').click();
        await page.getByRole('status').getByText('Look in your mailbox').waitFor();
        expect(await sources()).toMatchObject({ page: `${origin}/` });
        await context.close();
      });

      test('the form leads on to a page of that site, also after the step between', async () => {
        await embedded(false);
        html = html.replace(
          '<button>',
          `<input type="hidden" name="next" value="${origin}/thanks"><button>`,
        );
        const context = await browser.newContext({ javaScriptEnabled: false });
        const page = await context.newPage();
        await page.goto(origin);
        await page.getByLabel('Email address').fill('next@example.org');
        await page.getByRole('button').click();
        await page.getByRole('status').getByText('One more click').waitFor();
        await page.getByRole('button').click();
        await page.getByRole('heading', { name: 'Thanks' }).waitFor();
        await context.close();
      });
    });
  },
  'loopback',
);

/** Somebody takes their time. */
function wait(rig: SiteRig, seconds = 10): void {
  rig.now = new Date(rig.now.getTime() + seconds * 1000);
}

async function linkOf(rig: SiteRig): Promise<string> {
  const rows = await rig
    .store()
    .query(`select about from outbox where kind = 'confirm' order by id`);
  return `/confirm/${rig.token(String(rows.at(-1)?.['about']), 'sign-up')}`;
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    if ((await focused(page)).includes(name)) return;
  }
  throw new Error(`The keyboard does not reach "${name}".`);
}

async function fillIn(page: Page, rig: SiteRig, email: string, seconds?: number): Promise<void> {
  await page.locator('#email').fill(email);
  wait(rig, seconds);
  await page.locator('button').click();
}

/** Asks for a form, and sends it, with the headers of a browser. */
async function signUpByProgram(rig: SiteRig, url: string, email: string): Promise<void> {
  const json = { ...BROWSER, accept: 'application/json' };
  const { ticket } = (await (await fetch(url, { headers: json })).json()) as { ticket: string };
  wait(rig, 3);
  const body = new URLSearchParams({ email, ticket, form: 'page' });
  await (await fetch(url, { method: 'POST', headers: BROWSER, body })).text();
}

type Way = (page: Page, rig: SiteRig, at: (path: string) => string) => Promise<void>;

let people = 0;
const asked = (rig: SiteRig) =>
  rig.store().signUps.ask({ email: `ada${(people += 1)}@example.com`, source: 'form' });

/** The ways to each page. */
const ways: Record<string, Way> = {
  form: async (page, _, at) => {
    await page.goto(at('/subscribe'));
  },
  'form with an address that is none': async (page, rig, at) => {
    await page.goto(at('/subscribe'));
    await fillIn(page, rig, 'ada@');
    await page.locator('[role="alert"]').waitFor();
  },
  'form that was open overnight': async (page, rig, at) => {
    await page.goto(at('/subscribe'));
    await fillIn(page, rig, 'ada@example.com', 100_000);
    await page.locator('.notice').waitFor();
  },
  'page after signing up': async (page, rig, at) => {
    await page.goto(at('/subscribe'));
    await fillIn(page, rig, `ada.${'long'.repeat(12)}@example.com`);
    await page.locator('.typed').waitFor();
  },
  'page when the mail comes later': async (page, rig, at) => {
    for (let person = 0; person < 20; person++) {
      await rig.store().signUps.ask({ email: `p${person}@d${person}.example`, source: 'form' });
    }
    await page.goto(at('/subscribe'));
    await fillIn(page, rig, 'ada@example.com');
    await page.locator('.typed').waitFor();
  },
  'page when nobody can sign up': async (page, rig, at) => {
    // The last of many comes by browser.
    for (let person = 0; person < 25; person++) {
      await signUpByProgram(rig, at('/subscribe'), `p${person}@d${person}.example`);
    }
    await page.goto(at('/subscribe'));
    await fillIn(page, rig, 'p25@d25.example', 3);
    await page.getByText('desk@example.com').waitFor();
  },
  'link of the mail': async (page, rig, at) => {
    await asked(rig);
    await page.goto(at(await linkOf(rig)));
  },
  'page after confirming': async (page, rig, at) => {
    await asked(rig);
    await page.goto(at(await linkOf(rig)));
    await page.locator('button').click();
    await page.locator('.action').waitFor();
  },
  'link that was used': async (page, rig, at) => {
    await asked(rig);
    const link = at(await linkOf(rig));
    await page.goto(link);
    await page.locator('button').click();
    await page.goto(link);
  },
  'link that has expired': async (page, rig, at) => {
    await asked(rig);
    wait(rig, 80 * 3600);
    await page.goto(at(await linkOf(rig)));
  },
  'form for other pages': async (page, _, at) => {
    await page.goto(at('/s/embed'));
  },
};
