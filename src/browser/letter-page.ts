import type { Browser, Page } from 'playwright-core';

export interface PictureFile {
  /** The media type, such as image/jpeg. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** The available pictures, by their source in the letter. */
export type Pictures = ReadonlyMap<string, PictureFile>;

export interface PageOptions {
  readonly width: number;
  readonly height?: number;
  /** Device pixels per CSS pixel. */
  readonly scale?: number;
  readonly dark?: boolean;
}

/** Opens a page without access to the network; show a letter in it with `showLetter`. */
export async function openPage(
  browser: Browser,
  { width, height = 800, scale = 1, dark = false }: PageOptions,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'UTC',
    offline: true,
    serviceWorkers: 'block',
  });
  await context.route('**/*', (route) =>
    route.request().url().startsWith('data:') ? route.continue() : route.abort(),
  );
  return context.newPage();
}

/** Shows a letter and waits until its fonts and pictures are loaded. */
export async function showLetter(page: Page, html: string, pictures?: Pictures): Promise<void> {
  await page.setContent(pictures ? withPictures(html, pictures) : html, { waitUntil: 'load' });
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
}

/**
 * Keeps the full box of each unavailable picture, because a browser would shrink an inline picture
 * to its alternative text.
 */
export async function keepPictureBoxes(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(':where(img) { display: inline-block }');
    document.adoptedStyleSheets = [sheet];
  });
}

/** Returns the letter with its pictures embedded as data: URLs. */
export function withPictures(html: string, pictures: Pictures): string {
  return html.replace(/\bsrc="([^"]*)"/g, (whole, escaped: string) => {
    const picture = pictures.get(unescaped(escaped));
    if (!picture) return whole;
    return `src="data:${picture.type};base64,${Buffer.from(picture.bytes).toString('base64')}"`;
  });
}

function unescaped(value: string): string {
  return value.replace(/&(?:amp|#38|#x26);/g, '&').replace(/&(?:#x3D|#61);/g, '=');
}
