import { serve } from '@hono/node-server';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { AddressInfo } from 'node:net';
import { DatabaseUnavailableError } from '../base/database-unavailable.ts';
import { fileFault } from '../base/file-fault.ts';
import { UserError } from '../base/user-error.ts';
import type { Desk } from './desk.ts';
import { guard, mayWrite, type GuardOptions } from './guard.ts';
import type { LetterViews } from './letter/views.ts';
import type { Live } from './live/live.ts';
import { onlyWriters } from './only-writers.ts';
import { faultPage, notFoundPage, tooLargePage, unavailablePage } from './pages/fault.ts';
import { onlyEditionIds } from './routes/edition-ids.ts';
import { calendarRoutes } from './routes/calendar.ts';
import { editionRoutes } from './routes/editions.ts';
import { eventRoutes } from './routes/events.ts';
import { assetRoutes, problemRoutes } from './routes/files.ts';
import { findRoutes } from './routes/find.ts';
import { frontRoutes } from './routes/front.ts';
import { mailboxRoutes } from './routes/mailbox.ts';
import { newEditionRoutes } from './routes/new-edition.ts';
import { pictureRoutes } from './routes/pictures.ts';
import { readerRoutes } from './routes/readers.ts';
import { versionsRoutes } from './routes/versions.ts';
import { keptTextRoutes } from './routes/kept-texts.ts';
import { markdownRoutes } from './routes/markdown.ts';
import { sendRoutes } from './routes/send.ts';
import { storyListRoutes } from './routes/stories.ts';
import { writeRoutes } from './routes/write.ts';

export interface StudioOptions extends GuardOptions {
  readonly desk: Desk;
  readonly live: Live;
  /** For editions and for caught mail, so that hostile mail does not delay an edition. */
  readonly views: { readonly editions: LetterViews; readonly mail: LetterViews };
  /** Called with what a page threw: a bug, which must not stop the studio. */
  readonly onFault: (error: Error) => void;
}

/** The forms of the studio's pages have a few short fields. */
const MAX_BODY_BYTES = 64_000;

/** The paths that take more: a Word file with its pictures, and a story as a form encodes it. */
const LARGER_BODIES: readonly (readonly [RegExp, number])[] = [
  [/^\/editions\/[^/]+\/pictures\/upload$/, 50_100_000],
  [/^\/new\//, 25_000_000],
  [/^\/editions\/[^/]+\/write\/$/, 4_000_000],
];

/** Pages that are of no use without their form, or that show what was typed and is not in a file. */
const ONLY_FOR_WRITERS = [
  '/new/*',
  '/editions/:id/pictures/*',
  '/editions/:id/write/kept/*',
  '/editions/:id/stories/*',
  '/readers/add/*',
];

/** Refuses requests that are larger than their path takes. */
function limitBodies(): MiddlewareHandler {
  const limitOf = (maxSize: number) =>
    bodyLimit({
      maxSize,
      onError: (context: Context) =>
        (context.req.header('accept') ?? '').includes('text/html')
          ? context.html(tooLargePage(maxSize, mayWrite(context)), 413)
          : context.text('The request is too large.', 413),
    });
  const usual = limitOf(MAX_BODY_BYTES);
  const larger = LARGER_BODIES.map(([path, maxSize]) => [path, limitOf(maxSize)] as const);
  return (context, next) => {
    const [, limit = usual] = larger.find(([path]) => path.test(context.req.path)) ?? [];
    return limit(context, next);
  };
}

/** Returns the studio as a request handler; the export calls it without a network. */
export function studioApp(options: StudioOptions): Hono {
  const { desk, live, views, online, onFault } = options;
  const app = new Hono();
  app.use(guard(options));
  app.use('*', limitBodies());
  for (const path of ONLY_FOR_WRITERS) app.use(path, onlyWriters(desk));
  app.use(
    '/editions/:id/*',
    onlyEditionIds(({ req }) => req.param('id')),
  );
  app.use(
    '/events',
    onlyEditionIds(({ req }) => req.query('edition')),
  );
  app.route('/', assetRoutes());
  app.route('/', problemRoutes(desk));
  app.route('/', eventRoutes(live));
  app.route('/', frontRoutes(desk));
  app.route('/', findRoutes(desk));
  app.route('/', newEditionRoutes(desk));
  app.route('/', pictureRoutes(desk));
  app.route('/', writeRoutes(desk));
  app.route('/', storyListRoutes(desk));
  app.route('/', keptTextRoutes(desk));
  app.route('/', markdownRoutes(desk));
  app.route('/', versionsRoutes(desk, views.editions, online));
  app.route('/', sendRoutes(desk, views.editions, online));
  app.route('/', calendarRoutes(desk));
  app.route('/', editionRoutes(desk, views.editions, online));
  app.route('/', mailboxRoutes(desk, views.mail, online));
  app.route('/', readerRoutes(desk));
  app.notFound(async (context) =>
    context.html(notFoundPage(await desk.name(), mayWrite(context)), 404),
  );
  app.onError((error, context) => {
    if (error instanceof UserError || error instanceof DatabaseUnavailableError) {
      return context.html(unavailablePage(error.message, error.remedy, mayWrite(context)), 503);
    }
    const fault = fileFault(error);
    if (fault) {
      return context.html(unavailablePage(fault.message, fault.remedy, mayWrite(context)), 503);
    }
    onFault(error);
    return context.html(faultPage(error, mayWrite(context)), 500);
  });
  return app;
}

export interface Studio {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts to listen; rejects if the port is taken. */
export function startStudio(app: Hono, host: string, port: number): Promise<Studio> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (info: AddressInfo) => {
      resolve({
        port: info.port,
        close: () =>
          new Promise((done) => {
            server.close(() => {
              done();
            });
            // Event streams never end by themselves.
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
    server.once('error', reject);
  });
}
