/** Whether the addresses of readers are shown in a browser, or masked. */
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Desk } from '../desk.ts';
import type { Shown } from '../pages/reader-words.ts';

/** Tells that addresses are shown: no URL and no log does. */
const COOKIE = 'broadsheet-addresses';
const SHOWN_SECONDS = 15 * 60;

/** Returns how a page shows readers to the browser that asks for it. */
export async function shownTo(context: Context, desk: Pick<Desk, 'timeZone'>): Promise<Shown> {
  const addresses = getCookie(context, COOKIE) === 'shown';
  return { addresses, timeZone: await desk.timeZone() };
}

/** Shows or masks the addresses in this browser for a while, and returns to the page. */
export async function switchAddresses(context: Context): Promise<Response> {
  const { show } = await context.req.parseBody().catch(() => ({ show: undefined }));
  setCookie(context, COOKIE, 'shown', {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    maxAge: show === 'yes' ? SHOWN_SECONDS : 0,
  });
  return context.redirect(`./${new URL(context.req.url).search}`, 303);
}
