/** The links of fresh mails: another address, the reader's data, erasing them. */
import { Hono, type Context } from 'hono';
import { readToken } from '../../letter/token.ts';
import { readerDownload } from '../../subscribers/download.ts';
import type { RequestPurpose } from '../../subscribers/reader.ts';
import { readerSpeech } from '../opened-link.ts';
import type { Site } from '../options.ts';
import { isForeign } from '../own-forms.ts';
import { faultPage } from '../pages/fault.ts';
import {
  expiredPage,
  requestPage,
  requestResultPage,
  type RequestResult,
  type RequestView,
} from '../pages/requests.ts';

const HOUR_MS = 3_600_000;

/** For how long a link works: those that hand out or delete data, not for long. */
const VALID_MS: Readonly<Record<RequestPurpose, number>> = {
  address: 72 * HOUR_MS,
  export: HOUR_MS,
  erase: HOUR_MS,
};

type Answer = (site: Site, context: Context, view: RequestView) => Promise<Response>;

/** Returns the routes of the links that confirm what a reader asked for. */
export function requestRoutes(site: Site): Hono {
  const app = new Hono();
  const routes = [
    ['/a/:token', 'address', changeAddress],
    ['/e/:token', 'export', download],
    ['/x/:token', 'erase', erase],
  ] as const;
  for (const [path, purpose, answer] of routes) {
    app.get(path, (context) =>
      open(site, context, purpose, (_, __, view) =>
        Promise.resolve(context.html(requestPage(view))),
      ),
    );
    app.post(path, async (context) => {
      if (isForeign(context, site.settings.url)) {
        return context.html(faultPage(site, context, 'foreign'), 403);
      }
      return open(site, context, purpose, answer);
    });
  }
  return app;
}

/** Answers a link that is genuine and not used up; any other gets a page that says what to do. */
async function open(
  site: Site,
  context: Context,
  purpose: RequestPurpose,
  answer: Answer,
): Promise<Response> {
  const { newsletter, secrets, ports, clock } = site;
  const id = readToken(purpose, context.req.param('token') ?? '', newsletter.listId, secrets);
  if (id === undefined) return context.html(faultPage(site, context, 'badLink'), 404);
  const request = await ports.readers.findRequest(id);
  const age = clock().getTime() - (request?.createdAt.getTime() ?? 0);
  const isOpen = request?.purpose === purpose && !request.usedAt && age < VALID_MS[purpose];
  const reader = isOpen ? await ports.readers.find(request.readerId) : undefined;
  const speech = readerSpeech(site, context, reader);
  if (!isOpen || !reader) return context.html(expiredPage({ site, speech }), 410);
  return answer(site, context, { site, speech, reader, request });
}

const changeAddress: Answer = async (site, context, view) => {
  const { readers } = site.ports;
  const { request, reader, speech } = view;
  const email = request.email ?? '';
  const source = { source: 'preferences page', locale: speech.locale };
  const changed = await readers.changeEmail(reader.readerId, email, source);
  await readers.useRequest(request.id);
  return resultPage(context, view, changed === 'changed' ? 'addressChanged' : 'addressTaken');
};

const download: Answer = async (site, context, view) => {
  const { readers } = site.ports;
  const isFirst = await readers.useRequest(view.request.id);
  const record = isFirst ? await readers.record(view.reader.readerId) : undefined;
  if (!record) return context.html(expiredPage(view), 410);
  const data = readerDownload(record, site.newsletter.name, site.clock());
  const text = `${JSON.stringify(data, undefined, 2)}\n`;
  return context.body(text, 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': `attachment; filename="${site.newsletter.listId}.json"`,
  });
};

const erase: Answer = async (site, context, view) => {
  // An erased reader has no requests left, so the link is used up if and only if this succeeds.
  await site.ports.readers.erase(view.reader.email);
  return resultPage(context, view, 'erased');
};

function resultPage(context: Context, view: RequestView, result: RequestResult): Response {
  return context.html(requestResultPage(view, result)) as Response;
}
