/** The public pages: what readers, mailbox providers and crawlers reach. */
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { matchedRoutes } from 'hono/route';
import { timeout } from 'hono/timeout';
import { DatabaseUnavailableError } from '../base/database-unavailable.ts';
import { clientAddresses } from './client-address.ts';
import { departures } from './departures.ts';
import { siteHeaders } from './headers.ts';
import type { Site, SiteOptions } from './options.ts';
import { faultPage } from './pages/fault.ts';
import { basePath, routing } from './paths.ts';
import { confirmRoutes } from './routes/confirm.ts';
import { healthRoutes } from './routes/health.ts';
import { oneClickRoutes } from './routes/one-click.ts';
import { readerRoutes } from './routes/reader.ts';
import { requestRoutes } from './routes/requests.ts';
import { styleRoutes } from './routes/style.ts';
import { subscribeRoutes } from './routes/subscribe.ts';
import { styleSheetOf } from './style-sheet.ts';

/** The forms have a few short fields. */
const MAX_BODY_BYTES = 16 * 1024;
const MAX_MS = 15_000;
/** When a provider or a reader should ask again, in seconds. */
const RETRY_AFTER = '120';

/**
 * Returns the site as a request handler. It prints nothing and reads no environment: what happens
 * goes to `onEvent`. The readers' addresses and tokens are in none of its errors.
 */
export function siteApp(options: SiteOptions): Hono {
  const site = siteOf(options);
  const app = new Hono({ getPath: routing(site.base) });
  app.use(async (context, next) => {
    const began = performance.now();
    await next();
    const ms = performance.now() - began;
    site.onEvent({ kind: 'request', route: routeOf(context), status: context.res.status, ms });
  });
  app.use(...siteHeaders(site.settings.url));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: notAllowed(site) }));
  app.use(timeout(MAX_MS));
  app.route('/', healthRoutes(site));
  app.route('/', styleRoutes(site));
  const leave = departures(site);
  // Before the limit: it does not read the body, and honours a request with any.
  app.route('/', oneClickRoutes(site, leave));
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (context) => context.html(faultPage(site, context, 'tooLarge'), 413),
    }),
  );
  app.route('/', readerRoutes(site, leave));
  app.route('/', requestRoutes(site));
  app.route('/', subscribeRoutes(site));
  app.route('/', confirmRoutes(site));
  app.notFound((context) => context.html(faultPage(site, context, 'notFound'), 404));
  app.onError((error, context) => {
    const route = routeOf(context);
    if (error instanceof DatabaseUnavailableError || error instanceof HTTPException) {
      site.onEvent({ kind: 'unavailable', route, error });
      context.header('Retry-After', RETRY_AFTER);
      return context.html(faultPage(site, context, 'unavailable'), 503);
    }
    site.onEvent({ kind: 'fault', route, error });
    return context.html(faultPage(site, context, 'fault'), 500);
  });
  return app;
}

/** A request by the pattern of its route, which shows no token. */
function routeOf(context: Context): string {
  const patterns = matchedRoutes(context).map(({ path }) => path);
  const own = patterns.findLast((path) => path !== '*' && path !== '/*');
  return `${context.req.method} ${own ?? 'no route'}`;
}

function siteOf(options: SiteOptions): Site {
  const { settings, newsletter } = options;
  return {
    ...options,
    base: basePath(settings.url),
    clientOf: clientAddresses(options),
    styleSheet: styleSheetOf(newsletter.colors),
  };
}

function notAllowed(site: Site) {
  return (context: Context, methods: readonly string[]) =>
    context.html(faultPage(site, context, 'notAllowed'), 405, { Allow: methods.join(', ') });
}
