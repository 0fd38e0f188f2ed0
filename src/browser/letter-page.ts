import type { Browser, Page } from 'playwright-core';

export interface Picture {
  /** Its media type, such as image/jpeg. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Pictures at hand, by the source that the letter names them with. */
export type Pictures = ReadonlyMap<string, Picture>;

export interface PageWish {
  readonly width: number;
  readonly height?: number;
  /** Device pixels to a CSS pixel. */
  readonly scale?: number;
  readonly dark?: boolean;
}

/** A page that reaches nothing outside itself: letters are put into it with `showLetter`. */
export async function openPage(
  browser: Browser,
  { width, height = 800, scale = 1, dark = false }: PageWish,
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

/** Shows a letter and waits for its fonts and pictures; a picture not at hand leaves its box. */
export async function showLetter(page: Page, html: string, pictures?: Pictures): Promise<void> {
  await page.setContent(pictures ? withPictures(html, pictures) : html, { waitUntil: 'load' });
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
}

/**
 * Leaves each picture that is not at hand the box that it would fill: a browser shrinks it to its
 * alternative text where it stands in a line.
 */
export async function keepPictureBoxes(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(':where(img) { display: inline-block }');
    document.adoptedStyleSheets = [sheet];
  });
}

/** The letter with the pictures inside, as data: URLs. */
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
