/** Writes the studio's pages as files, which a browser opens from a folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decodeHTMLAttribute } from 'entities/decode';
import type { Hono } from 'hono';
import type { Desk } from './desk.ts';
import { variantFile, variants } from './look.ts';

const HOST = 'http://localhost';
/** Pages that need the studio behind them. */
const NOT_EXPORTED =
  /^\/(?:mailbox|readers|calendar|find|events|subscribers\.json|editions\/[^/]+\/(?:write|stories|when|send|versions|pictures)\/)/;
const SUMMARY = /(<li\s[^>]*?) data-summary="([^"]+)"([^>]*>)[\s\S]*?<\/li>/g;

/** Returns a desk with one edition and no subscribers. */
export function deskOf(desk: Desk, id: string): Desk {
  return {
    ...desk,
    editions: async () => (await desk.editions()).filter((each) => each.id === id),
    content: async () => {
      const { editions, skipped } = await desk.content();
      return { editions: editions.filter((each) => each.id === id), skipped };
    },
    findSubscribers: () => Promise.resolve([]),
  };
}

/**
 * Requests every page that is reached from the front page, and writes it into a folder. Returns the
 * number of files.
 */
export async function exportStudio(app: Hono, folder: string): Promise<number> {
  const paths = new Set(['/']);
  let files = 0;
  for (const path of paths) {
    const response = await ask(app, path);
    const file = await fileOf(app, response, path);
    if (!file) continue;
    const target = join(folder, decodeURIComponent(fileName(path)));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, file.bytes);
    files++;
    for (const next of file.leadsTo) paths.add(next);
  }
  return files;
}

async function ask(app: Hono, path: string): Promise<Response> {
  return app.request(HOST + path, { headers: { host: 'localhost' } });
}

interface ExportedFile {
  readonly bytes: Buffer;
  readonly leadsTo: readonly string[];
}

async function fileOf(
  app: Hono,
  response: Response,
  path: string,
): Promise<ExportedFile | undefined> {
  const location = response.headers.get('location');
  if (location !== null) return forward(path, location);
  if (!response.ok) return undefined;
  const bytes = Buffer.from(await response.arrayBuffer());
  const isPage =
    path.endsWith('/') && (response.headers.get('content-type') ?? '').startsWith('text/html');
  if (!isPage) return { bytes, leadsTo: [] };
  const page = await withSummaries(app, bytes.toString('utf8'));
  return { bytes: Buffer.from(asFile(page)), leadsTo: [...linksOf(page, path), ...framesOf(path)] };
}

/** Returns a page that does what a redirect does. */
function forward(path: string, location: string): ExportedFile {
  const to = new URL(location, HOST + path).pathname;
  const relative = to.startsWith(path) ? to.slice(path.length) : to;
  const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${fileName(`/${relative}`)}">`;
  return { bytes: Buffer.from(page), leadsTo: [to] };
}

/** Marks a page as a file, for the script and the style sheet, and makes its links lead to files. */
function asFile(page: string): string {
  return page
    .replace('<body ', '<body data-exported ')
    .replace(/ (href)="([^"?#:]*\/)([?#][^"]*)?"/g, ' $1="$2index.html$3"');
}

/** Fills the rows of the front page: the script of a file can't fetch anything. */
async function withSummaries(app: Hono, page: string): Promise<string> {
  let filled = page;
  for (const [row, start = '', path = '', end = ''] of page.matchAll(SUMMARY)) {
    const response = await ask(app, `/${path}`);
    const fragment = await response.text();
    if (response.ok) filled = filled.replace(row, () => `${start}${end}${fragment}</li>`);
  }
  return filled;
}

function linksOf(page: string, path: string): readonly string[] {
  return Array.from(page.matchAll(/ (?:href|src)="([^"]+)"/g), ([, link = '']) =>
    URL.parse(decodeHTMLAttribute(link), HOST + path),
  ).flatMap((url) =>
    url?.origin === HOST && !NOT_EXPORTED.test(url.pathname) ? [url.pathname] : [],
  );
}

/** Returns the paths of the letters that the script may show in the frames of a page. */
function framesOf(path: string): readonly string[] {
  if (!/^\/editions\/[^/]+\/(?:nobody|longest)\/$/.test(path)) return [];
  return variants().map((variant) => path + variantFile(variant));
}

function fileName(path: string): string {
  return (path.endsWith('/') ? `${path}index.html` : path).slice(1);
}
