/** How an editor uses the studio: with a mouse, with the keyboard alone, or with a finger. */
import type { Locator, Page } from 'playwright-core';

export interface Hands {
  /** Presses a button or follows a link. */
  press(target: Locator): Promise<void>;
  /** Replaces the text of a field. */
  fill(target: Locator, text: string): Promise<void>;
  check(target: Locator): Promise<void>;
  /** Puts the focus into something that takes text. */
  focus(target: Locator): Promise<void>;
}

export function mouse(): Hands {
  return {
    press: (target) => target.click(),
    fill: (target, text) => target.fill(text),
    check: (target) => target.check(),
    focus: (target) => target.click(),
  };
}

export function finger(): Hands {
  return {
    press: (target) => target.tap(),
    fill: async (target, text) => {
      await target.tap();
      await target.fill(text);
    },
    check: (target) => target.tap(),
    focus: (target) => target.tap(),
  };
}

/** Uses Tab, arrows, Enter, Space and letters only. */
export function keyboard(page: Page): Hands {
  return {
    press: async (target) => {
      await tabOnto(page, target);
      await page.keyboard.press('Enter');
    },
    fill: async (target, text) => {
      await tabOnto(page, target);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.insertText(text);
    },
    check: async (target) => {
      await tabOnto(page, target);
      await page.keyboard.press('Space');
    },
    focus: (target) => tabOnto(page, target),
  };
}

const MOST_TABS = 120;

/** Presses Tab until an element has the focus, from wherever it is now. */
async function tabOnto(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    const focus = await focusAt(target);
    if (focus === 'here') return;
    // A toolbar is one stop for Tab; arrows move in it.
    await page.keyboard.press(focus === 'in its toolbar' ? 'ArrowRight' : 'Tab');
  }
  throw new Error(`${MOST_TABS} Tabs don't reach ${String(target)}.`);
}

function focusAt(target: Locator): Promise<'here' | 'in its toolbar' | 'elsewhere'> {
  return target.evaluate((element) => {
    const { activeElement } = document;
    if (element === activeElement) return 'here';
    const toolbar = element.closest('[role="toolbar"]');
    return toolbar?.contains(activeElement) === true ? 'in its toolbar' : 'elsewhere';
  });
}
