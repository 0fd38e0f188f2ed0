/** How a reader uses the pages: with a mouse, or with the keyboard alone. */
import type { Download, Locator, Page } from 'playwright-core';

export interface Hands {
  fill(label: string, text: string): Promise<void>;
  /** Sets or clears a check box. */
  check(label: string, checked: boolean): Promise<void>;
  /** Presses a button and waits for the next page. */
  press(name: string, within?: string): Promise<void>;
  /** Presses a button that downloads a file. */
  download(name: string): Promise<Download>;
  /** Opens a part of the page that is closed. */
  unfold(heading: string): Promise<void>;
}

const button = (page: Page, name: string, within?: string) =>
  (within === undefined ? page.locator('main') : part(page, within)).getByRole('button', {
    name,
    exact: true,
  });
const part = (page: Page, heading: string) =>
  page
    .locator('details')
    .filter({ has: page.getByRole('heading', { name: heading, exact: true }) });

export function mouse(page: Page): Hands {
  return {
    fill: (label, text) => page.getByLabel(label, { exact: true }).fill(text),
    check: (label, checked) => page.getByLabel(label, { exact: true }).setChecked(checked),
    press: (name, within) => leaving(page, () => button(page, name, within).click()),
    download: (name) => downloading(page, () => button(page, name).click()),
    unfold: (heading) => part(page, heading).locator('summary').click(),
  };
}

/** Uses Tab, Enter, Space and letters only. */
export function keyboard(page: Page): Hands {
  const onto = (target: Locator) => tabOnto(page, target);
  return {
    fill: async (label, text) => {
      await onto(page.getByLabel(label, { exact: true }));
      await page.keyboard.type(text);
    },
    check: async (label, checked) => {
      const box = page.getByLabel(label, { exact: true });
      await onto(box);
      if ((await box.isChecked()) !== checked) await page.keyboard.press('Space');
    },
    press: async (name, within) => {
      await onto(button(page, name, within));
      await leaving(page, () => page.keyboard.press('Enter'));
    },
    download: async (name) => {
      await onto(button(page, name));
      return downloading(page, () => page.keyboard.press('Enter'));
    },
    unfold: async (heading) => {
      await onto(part(page, heading).locator('summary'));
      await page.keyboard.press('Enter');
    },
  };
}

const MOST_TABS = 60;

/** Presses Tab until an element has the focus, from wherever it is now. */
async function tabOnto(page: Page, target: Locator): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      await visibleFocus(page);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`${MOST_TABS} Tabs don't reach ${String(target)}.`);
}

/** People who use a keyboard have to see where they are. */
async function visibleFocus(page: Page): Promise<void> {
  const isSeen = await page.locator(':focus').evaluate((element) => {
    const box = element.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const isOnScreen = box.bottom > 0 && box.top < window.innerHeight && box.width > 0;
    return isOnScreen && outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
  });
  if (!isSeen)
    throw new Error(`The focus can't be seen: ${await page.locator(':focus').innerText()}`);
}

/** Does something that leads to another page, and waits for it. */
async function leaving(page: Page, act: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), act()]);
}

async function downloading(page: Page, act: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return download;
}
