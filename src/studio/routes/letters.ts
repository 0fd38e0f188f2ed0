import { Hono } from 'hono';
import type { ShownLetter } from '../desk.ts';
import { letterPolicy } from '../guard.ts';
import type { BuildCache } from '../letter/build-cache.ts';
import type { LetterViews } from '../letter/views.ts';
import { variantOf } from '../look.ts';
import { whoOf } from '../paths.ts';

interface Download {
  readonly type: string;
  readonly content: (letter: ShownLetter) => string | Buffer;
}

const DOWNLOADS: ReadonlyMap<string, Download> = new Map([
  ['html', { type: 'text/html; charset=utf-8', content: ({ html }) => html }],
  ['txt', { type: 'text/plain; charset=utf-8', content: ({ text }) => text }],
  ['mjml', { type: 'text/plain; charset=utf-8', content: ({ mjml }) => mjml }],
  ['eml', { type: 'message/rfc822', content: ({ raw }) => raw }],
]);

/** /editions/<id>/<who>/…: the letter for a frame, and its sources to download. */
export function letterRoutes(cache: BuildCache, views: LetterViews, online: boolean): Hono {
  const app = new Hono();
  app.get('/editions/:id/:who/:file', async (context) => {
    const { id, who: named, file } = context.req.param();
    const [who, variant] = [whoOf(named), variantOf(file)];
    const extension = /^letter\.(\w+)$/.exec(file)?.[1] ?? '';
    const download = DOWNLOADS.get(extension);
    if (who === undefined || (!variant && !download)) return context.notFound();
    const { build } = await cache.look(id);
    if (!build) return context.notFound();
    const letter = await build.letter(who);
    if (download) {
      return context.body(new Uint8Array(Buffer.from(download.content(letter))), 200, {
        'Content-Type': download.type,
        'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${id}.${extension}`)}`,
        'Content-Security-Policy': letterPolicy(online),
      });
    }
    if (!variant) return context.notFound();
    // A browser gets the letter before the checks are done, and fetches it again later.
    const inBrowser = context.req.header('sec-fetch-dest') !== undefined;
    const problems = inBrowser ? (cache.known(build) ?? []) : await cache.problems(build);
    const { pictures } = build;
    const shown = await views.view(letter.html, { variant, pictures, problems, online });
    return context.html(shown, 200, {
      'Content-Security-Policy': letterPolicy(online),
    });
  });
  return app;
}
