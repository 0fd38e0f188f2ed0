/** Small pages with all that the script expects of a page, over a newsletter in a folder. */
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { readFileSync } from 'node:fs';
import { letterPolicy } from '../../src/studio/guard.ts';
import { layout, type PageParts } from '../../src/studio/pages/layout.ts';
import { assetRoutes } from '../../src/studio/routes/files.ts';
import { eventRoutes } from '../../src/studio/routes/events.ts';
import { startStudio, type Studio } from '../../src/studio/server.ts';
import { openLiveDesk, type LiveDesk } from './live/live-desk.ts';

export interface ScriptPages {
  readonly desk: LiveDesk;
  readonly url: string;
  /** The path and the fields of each POST. */
  readonly posted: string[];
  /** The paths that were requested. */
  readonly asked: string[];
  /** Stops the studio, until it is started again at the same address. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

const SANDBOX = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox';

export async function openScriptPages(
  articles: Readonly<Record<string, string>>,
): Promise<ScriptPages> {
  const desk = openLiveDesk(articles);
  const posted: string[] = [];
  const asked: string[] = [];
  const textOf = (id: string) => readFileSync(desk.path(`content/${id}.txt`), 'utf8');
  const app = new Hono();
  app.use(async (context, next) => {
    asked.push(`${context.req.path}${new URL(context.req.url).search}`);
    await next();
  });
  app.route('/', assetRoutes());
  app.route('/', eventRoutes(desk.live));
  app.get('/', (context) => context.html(page({ page: 'front', root: '' }, front(desk))));
  app.get('/editions/:id/summary.html', (context) => {
    const { id } = context.req.param();
    return context.html(
      html`<a href="editions/${id}/nobody/">${id}</a> <b>summary of ${textOf(id)}</b>`,
    );
  });
  app.get('/editions/:id/:who/', (context) => {
    const { id, who } = context.req.param();
    const parts = { page: 'edition', root: '../../../', edition: id } as const;
    return context.html(page(parts, editionMain(textOf(id), who)));
  });
  app.get('/editions/:id/:who/:file{.+\\.html}', (context) => {
    const { id, file } = context.req.param();
    context.header('Content-Security-Policy', letterPolicy(false));
    return context.html(letter(textOf(id).replace('broken', 'fixed'), file));
  });
  app.get('/subscribers.json', (context) => {
    const all = [
      { id: 7, label: 'Ada Abbot <ada@example.com>' },
      { id: 8, label: 'Ben <b>Bold</b> <ben@example.com>' },
    ];
    const text = (context.req.query('q') ?? '').toLowerCase();
    return context.json(all.filter(({ label }) => label.toLowerCase().includes(text)));
  });
  app.post('*', async (context) => {
    posted.push(`${context.req.path} ${await context.req.text()}`);
    if (context.req.path.endsWith('/test')) return context.json({ ok: true, where: 'the mailbox' });
    if (context.req.path === '/open') {
      const text = await context.req.text();
      const failed = { ok: false, message: 'No editor is set.' };
      return context.json(text.includes('two') ? failed : { ok: true });
    }
    return context.redirect('/', 303);
  });
  let studio: Studio = await startStudio(app, '127.0.0.1', 0);
  const { port } = studio;
  return {
    desk,
    posted,
    asked,
    url: `http://127.0.0.1:${port}/`,
    stop: () => studio.close(),
    start: async () => {
      studio = await startStudio(app, '127.0.0.1', port);
    },
    close: async () => {
      desk.close();
      await studio.close();
    },
  };
}

function page(parts: Pick<PageParts, 'page' | 'root' | 'edition'>, main: PageParts['main']) {
  const name = 'The Politics Briefing';
  return layout({ title: 'Test', name, mayWrite: true, main, ...parts });
}

/** Returns a letter that names its variant, long enough to scroll. */
function letter(text: string, file: string) {
  const lines = Array.from({ length: 60 }, (_, line) => html`<p>line ${line}</p>`);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <title>${file}</title>
      </head>
      <body>
        ${raw(text)}
        <p class="variant">${file}</p>
        ${lines}
        <p id="problem-3">the element of a problem</p>
        ${lines}
      </body>
    </html>`;
}

function editionMain(text: string, who: string) {
  const radio = (name: string, value: string) =>
    html`<label><input type="radio" name="${name}" value="${value}" />${value}</label>`;
  const broken = text.startsWith('broken');
  return html`<h1>${who}</h1>
    <div id="broken" role="alert" data-live="broken letter" ${!broken && 'hidden'}>
      ${broken ? text : ''}
    </div>
    <form id="view" method="get">
      ${['desktop', 'tablet', 'phone', 'all'].map((value) => radio('view', value))}
      ${['light', 'dark', 'partial', 'full'].map((value) => radio('mode', value))}
      <label><input type="checkbox" name="pictures" value="off" />no pictures</label>
      <label><input type="checkbox" name="styles" value="off" />no styles</label>
      <button name="tab" value="letter">Letter</button>
      <button name="tab" value="text">Text</button>
    </form>
    <input data-subscribers aria-label="View as" type="search" />
    <section data-tab="letter">
      ${['desktop', 'tablet', 'phone'].map(
        (width) =>
          html`<figure class="frame">
            <iframe
              class="letter"
              data-frame="${width}"
              title="${width}"
              sandbox="${SANDBOX}"
              src="light.html"
              width="400"
              height="300"
            ></iframe>
          </figure>`,
      )}
    </section>
    <section data-tab="text" id="plain" data-live="letter" hidden>
      <pre id="source" class="source">${text}</pre>
      <button type="button" data-copy="source">Copy</button>
    </section>
    <aside id="problems" data-live="problems">
      <p>problems of ${text}</p>
      <button type="button" id="show-3" data-show="problem-3">Show</button>
      <button type="button" data-open-file="content/one.txt" data-open-line="4">Open</button>
      <button type="button" data-open-file="content/two.txt" data-open-line="1">Try</button>
    </aside>
    <a rel="next" href="../../two/${who}/">next</a>
    <button type="button" data-dialog="test-dialog">Send a test</button>
    <dialog id="test-dialog" aria-label="Send a test">
      <form method="post" action="test">
        <input type="email" name="to" aria-label="To" required />
        <button>Send</button>
        <button formmethod="dialog" formnovalidate>Cancel</button>
      </form>
    </dialog>
    <form method="post" action="../../../mailbox/empty" data-confirm="Remove all?">
      <button>Empty</button>
    </form>`;
}

function front(desk: LiveDesk) {
  const ids = desk.list();
  return html`<div id="editions" data-live="editions">
    <ol>
      ${ids.map(
        (id) =>
          html`<li id="edition-${id}" data-row data-summary="editions/${id}/summary.html">
            <a href="editions/${id}/nobody/">${id}</a>
          </li>`,
      )}
    </ol>
  </div>`;
}
