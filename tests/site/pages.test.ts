/** Every page of a reader in a real browser: accessible, on a phone, by keyboard, without scripts. */
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RequestPurpose } from '../../src/subscribers/reader.ts';
import { withTestBrowser } from '../browser/test-browser.ts';
import { AXE, focused, sideways, tooSmall, violationsOf } from './page-checks.ts';
import { useRunningSite } from './running-site.ts';
import { useSite } from './site-rig.ts';

await withTestBrowser(
  'the pages of a reader',
  (browser: Browser) => {
    const rig = useSite();
    const site = useRunningSite(rig);
    const at = (path: string) => `http://127.0.0.1:${site.port()}${path}`;
    let counter = 0;
    const fresh = async () => {
      const email = `somebody${(counter += 1)}@example.net`;
      const id = await rig.add(email);
      return { email, id, path: `/p/${rig.token(id)}` };
    };
    const linkTo = async (purpose: RequestPurpose) => {
      const { id } = await fresh();
      const email = purpose === 'address' ? `elsewhere${counter}@example.org` : undefined;
      const request = await rig.store().readers.ask(id, purpose, email);
      const route = { address: 'a', export: 'e', erase: 'x' }[purpose];
      return `/${route}/${rig.token(request.id, purpose)}`;
    };
    const stateOf = async (email: string) =>
      (await rig.store().readers.findByEmail(email))?.state.kind;

    /** The ways to each page: what is opened, and which forms are sent there. */
    const ways: Record<string, (page: Page) => Promise<void>> = {
      'page of a reader': async (page) => {
        await page.goto(at((await fresh()).path));
      },
      'page with every form open': async (page) => {
        await page.goto(at((await fresh()).path));
        for (const summary of await page.locator('summary').all()) await summary.click();
      },
      'page of a reader who takes a break': async (page) => {
        await page.goto(at((await fresh()).path));
        await page.locator('[name="weeks"]').last().click();
      },
      'page after the topics were saved': async (page) => {
        await page.goto(at((await fresh()).path));
        await page.locator('[name="topics"]').first().uncheck();
        await page.locator('form[action$="/topics"] button').click();
      },
      'page with an address that is none': async (page) => {
        await page.goto(at((await fresh()).path));
        await page.locator('summary').first().click();
        await page.locator('#email').fill('some@one');
        await page.locator('form[action$="/address"] button').click();
      },
      'page after leaving': async (page) => {
        await page.goto(at((await fresh()).path));
        await page.locator('form[action$="/leave"] button').click();
      },
      'page of a reader who left': async (page) => {
        const { id, path } = await fresh();
        await rig.store().readers.leave([{ readerId: id, how: 'page', agent: 'browser' }]);
        await page.goto(at(path));
      },
      'page after coming back': async (page) => {
        await page.goto(at((await fresh()).path));
        await page.locator('form[action$="/leave"] button').click();
        await page.locator('form[action$="/return"] button').click();
      },
      'page of an erased reader': async (page) => {
        const { email, path } = await fresh();
        await rig.store().readers.erase(email);
        await page.goto(at(path));
      },
      'page of a cut link': async (page) => {
        await page.goto(at('/p/v2.cut'));
      },
      'page that is none': async (page) => {
        await page.goto(at('/nothing'));
      },
      'page that confirms an address': async (page) => {
        await page.goto(at(await linkTo('address')));
      },
      'page after an address was confirmed': async (page) => {
        await page.goto(at(await linkTo('address')));
        await page.locator('button').click();
      },
      'page of the data': async (page) => {
        await page.goto(at(await linkTo('export')));
      },
      'page that asks before erasing': async (page) => {
        await page.goto(at(await linkTo('erase')));
      },
      'page after erasing': async (page) => {
        await page.goto(at(await linkTo('erase')));
        await page.locator('button').click();
      },
      'page of a link that was used': async (page) => {
        const path = await linkTo('erase');
        await page.goto(at(path));
        await page.locator('button').click();
        await page.goto(at(path));
      },
    };

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
          await ways[name]?.(page);
          // The policy of the page forbids a <script> element for this.
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

    test('with the keyboard alone a reader leaves, comes back, and chooses', async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      const { email, path } = await fresh();
      await page.goto(at(path));
      const tabTo = async (name: string) => {
        for (let presses = 0; presses < 40; presses += 1) {
          await page.keyboard.press('Tab');
          if ((await focused(page)).includes(name)) return presses;
        }
        throw new Error(`The keyboard does not reach "${name}".`);
      };
      // After the link to the content and the newsletter's name.
      expect(await tabTo('Unsubscribe')).toBe(2);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'You no longer get' }).waitFor();
      expect(await stateOf(email)).toBe('unsubscribed');
      // What happened has the focus, and the way back is next.
      expect(await focused(page)).toContain('You no longer get The Politics Briefing');
      expect(await tabTo('subscribe again')).toBe(0);
      await page.keyboard.press('Enter');
      await page.getByRole('status').getByText('Welcome back').waitFor();
      await tabTo('daily');
      await page.keyboard.press('Space');
      await tabTo('Save');
      await page.keyboard.press('Enter');
      await page.getByRole('status').getByText('You get: The weekend read').waitFor();
      await tabTo('Use another address');
      await page.keyboard.press('Enter');
      await tabTo('email');
      await page.keyboard.type('keyboard@example.org');
      await page.keyboard.press('Enter');
      await page.getByRole('status').getByText('sent a link to the new address').waitFor();
      await context.close();
    });

    test.each([
      ['on a phone', { viewport: { width: 375, height: 700 }, hasTouch: true, isMobile: true }],
      ['at a desk', { viewport: { width: 1280, height: 800 } }],
    ])('without JavaScript, %s, everything works', async (_, options) => {
      const context = await browser.newContext({ ...options, javaScriptEnabled: false });
      const page = await context.newPage();
      const { email, id, path } = await fresh();
      const press = (name: string) => page.getByRole('button', { name }).click();
      const done = (text: string) => page.getByRole('status').getByText(text).waitFor();
      await page.goto(at(path));
      // The button is in sight without scrolling.
      const box = await page.getByRole('button', { name: 'Unsubscribe' }).boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(options.viewport.height);
      await page.getByLabel('Every morning').uncheck();
      await press('Save');
      await done('You get: The weekend read');
      await press('4 weeks');
      await done('paused until');
      await press('Get letters again now');
      await done('no longer paused');
      await page.getByText('Language and time zone').click();
      await page.getByLabel('Time zone').selectOption('Europe/Berlin');
      await page.locator('form[action$="/language"] button').click();
      await done('time zone are saved');
      await page.getByText('Download my data').click();
      await page.locator('form[action$="/export"] button').click();
      await done('works for one hour');
      const request = await rig
        .store()
        .query(`select about from outbox where kind = 'export' and email = '${email}'`);
      await page.goto(at(`/e/${rig.token(String(request[0]?.['about']), 'export')}`));
      const download = page.waitForEvent('download');
      await press('Download the file');
      const file = await (await download).path();
      expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ profile: { email } });
      await page.goto(at(path));
      await press('Unsubscribe');
      await page.getByText('You no longer get').waitFor();
      await page.getByLabel('Too many letters').check();
      await page.getByLabel('In your own words').fill('Ça suffit, merci');
      await press('Send');
      await done('Thank you');
      expect(await stateOf(email)).toBe('unsubscribed');
      expect((await rig.store().readers.record(id))?.departures.at(-1)?.reason).toBe(
        'too-often: Ça suffit, merci',
      );
      await context.close();
    });

    test('with a long name, many topics and markup in them the page still fits', async () => {
      const name = `Die ${'Donaudampfschifffahrtsgesellschafts'.repeat(2)}zeitung <b>&"'`;
      const topics = Object.fromEntries(
        Array.from({ length: 30 }, (_, index) => [`t${index}`, `${name} ${index}`]),
      );
      const usual = rig.app();
      const app = rig.remake(({ newsletter }) => ({
        newsletter: { ...newsletter, name, topics, postalAddress: name },
      }));
      const context = await browser.newContext({ viewport: { width: 320, height: 800 } });
      const page = await context.newPage();
      await page.route('**/*', async (route) => {
        const url = new URL(route.request().url());
        const answer = await app.request(url.pathname);
        await route.fulfill({
          status: answer.status,
          headers: Object.fromEntries(answer.headers),
          body: await answer.text(),
        });
      });
      await page.goto(at((await fresh()).path));
      expect(usual).not.toBe(app);
      expect(await page.locator('h1 b').count()).toBe(0);
      expect(await page.locator('[name="topics"]').count()).toBe(30);
      expect(await sideways(page)).toBe(0);
      await page.evaluate(AXE);
      expect(await violationsOf(page)).toEqual([]);
      await context.close();
    });
  },
  'loopback',
);
