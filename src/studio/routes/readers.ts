/** /readers/: the list, one reader, and the forms that change it. */
import { randomBytes } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { addressFault } from '../../base/address.ts';
import type { Desk } from '../desk.ts';
import { mayWrite } from '../guard.ts';
import { addReaderPage } from '../pages/add-reader.ts';
import { audiencesPage } from '../pages/audiences.ts';
import { PAUSE_WEEKS, LONGEST_CONSENT } from '../pages/reader-actions.ts';
import { DONE, readerPage, type ReaderParts } from '../pages/reader.ts';
import { readerListPage } from '../pages/reader-list.ts';
import { readersPage } from '../pages/readers.ts';
import { shownTo, switchAddresses } from './addresses.ts';
import { SPANS, type GivenReader, type ReaderChange, type SpanName } from '../readers.ts';

/** A search contains a name or an address, so the studio remembers it and links to a key. */
const MOST_SEARCHES = 200;
const LONGEST_SEARCH = 320;
const READER_ID = /^[\w-]{22}$/;

type Fields = Readonly<Record<string, unknown>>;

/** Returns the routes of the list of readers. */
export function readerRoutes(desk: Desk): Hono {
  const app = new Hono();
  overviewRoutes(app, desk);
  listRoutes(app, desk);
  addRoutes(app, desk);
  readerPages(app, desk);
  return app;
}

function overviewRoutes(app: Hono, desk: Desk): void {
  app.get('/readers/', async (context) => {
    const asked = context.req.query('span');
    const span = (Object.keys(SPANS) as SpanName[]).find((each) => each === asked) ?? 'quarter';
    const overview = await desk.listOverview(span);
    const [name, timeZone] = await Promise.all([desk.name(), desk.timeZone()]);
    const parts = { name, timeZone, span, overview };
    return context.html(readersPage({ ...parts, mayWrite: mayWrite(context) }));
  });
  app.get('/readers/segments/', async (context) => {
    const [kind, name] = (context.req.query('count') ?? '').split('.', 2);
    const isKind = kind === 'topic' || kind === 'segment';
    const asked = isKind && name !== undefined ? ({ kind, name } as const) : undefined;
    const audiences = await desk.audiences(asked);
    const newsletter = await desk.name();
    return context.html(
      audiencesPage({ name: newsletter, mayWrite: mayWrite(context), audiences }),
    );
  });
}

function listRoutes(app: Hono, desk: Desk): void {
  const searches = new Map<string, string>();
  app.post('/readers/search', async (context) => {
    const { q } = await fieldsOf(context);
    const text = cleaned(q).slice(0, LONGEST_SEARCH);
    if (text === '') return context.redirect('./list/', 303);
    const key = randomBytes(12).toString('base64url');
    searches.set(key, text);
    const [oldest] = searches.keys();
    if (searches.size > MOST_SEARCHES && oldest !== undefined) searches.delete(oldest);
    return context.redirect(`./list/?search=${key}`, 303);
  });
  app.get('/readers/list/', async (context) => {
    const search = context.req.query('search');
    const text = search === undefined ? '' : (searches.get(search) ?? '');
    const place = placeOf(context);
    const listing = await desk.listReaders({ text, ...place });
    const isAddress = listing.readers.length === 0 && addressFault(text) === undefined;
    const page = readerListPage({
      name: await desk.name(),
      mayWrite: mayWrite(context),
      shown: await shownTo(context, desk),
      text,
      forgotten: search !== undefined && text === '',
      listing,
      query: new URL(context.req.url).search,
      ...(search !== undefined && text !== '' && { search }),
      ...(isAddress && { standing: await desk.addressStanding(text) }),
    });
    return context.html(page);
  });
  app.post('/readers/list/addresses', switchAddresses);
}

/** Which part of the list a page shows: what comes after a reader, or before one. */
function placeOf({ req }: Context): { readonly after?: number; readonly before?: number } {
  const [after, before] = ['after', 'before'].map((name) => {
    const number = req.query(name) ?? '';
    return /^[1-9]\d{0,8}$/.test(number) ? Number(number) : undefined;
  });
  if (after !== undefined) return { after };
  return before === undefined ? {} : { before };
}

function addRoutes(app: Hono, desk: Desk): void {
  const frame = async (context: Context) => ({
    name: await desk.name(),
    mayWrite: mayWrite(context),
    topics: await desk.topics(),
  });
  app.get('/readers/add/', async (context) => context.html(addReaderPage(await frame(context))));
  app.post('/readers/add/save', async (context) => {
    const parts = await frame(context);
    const given = givenReader(await fieldsOf(context), Object.keys(parts.topics));
    const added = await desk.addReader(given);
    if (added.ok) return context.redirect(`../${added.readerId}/?done=added`, 303);
    return context.html(addReaderPage({ ...parts, given, failure: added }), 422);
  });
}

function givenReader(fields: Fields, topics: readonly string[]): GivenReader {
  const chosen = [fields['topics'] ?? []].flat();
  const ofThem = topics.filter((topic) => chosen.includes(topic));
  return {
    email: cleaned(fields['email']),
    name: cleaned(fields['name']),
    consent: cleaned(fields['consent']).slice(0, LONGEST_CONSENT),
    ...(ofThem.length < topics.length && { topics: ofThem }),
  };
}

function readerPages(app: Hono, desk: Desk): void {
  app.use('/readers/:reader{.{22}}/*', async (context, next) =>
    READER_ID.test(context.req.param('reader')) ? next() : context.notFound(),
  );
  app.get('/readers/:reader{.{22}}/', async (context) => {
    const asked = context.req.query('done');
    const done = (Object.keys(DONE) as (keyof typeof DONE)[]).find((each) => each === asked);
    const page = await pageOf(context, desk, context.req.param('reader'), done && { done });
    return page ?? context.notFound();
  });
  app.post('/readers/:reader{.{22}}/addresses', switchAddresses);
  app.post('/readers/:reader{.{22}}/:change', async (context) => {
    const { reader, change: asked } = context.req.param();
    const change = changeOf(asked, await fieldsOf(context));
    if (!change) return context.notFound();
    const changed = await desk.changeReader(reader, change);
    if (!changed) return context.notFound();
    if (changed.ok) return context.redirect(`./?done=${DONE_BY[change.kind]}`, 303);
    const page = await pageOf(context, desk, reader, { failure: changed }, 422);
    return page ?? context.notFound();
  });
}

const DONE_BY: Readonly<Record<ReaderChange['kind'], keyof typeof DONE>> = {
  remove: 'removed',
  pause: 'paused',
  resume: 'resumed',
  restore: 'restored',
};

function changeOf(kind: string, fields: Fields): ReaderChange | undefined {
  if (kind === 'remove' || kind === 'resume') return { kind };
  if (kind === 'restore') {
    return { kind, consent: cleaned(fields['consent']).slice(0, LONGEST_CONSENT) };
  }
  const weeks = PAUSE_WEEKS.find((each) => String(each) === fields['weeks']);
  return kind === 'pause' && weeks !== undefined ? { kind, weeks } : undefined;
}

async function pageOf(
  context: Context,
  desk: Desk,
  reader: string,
  more: Pick<ReaderParts, 'done' | 'failure'> = {},
  status: 200 | 422 = 200,
): Promise<Response | undefined> {
  const file = await desk.reader(reader);
  if (!file) return undefined;
  const [name, topics] = await Promise.all([desk.name(), desk.topics()]);
  const parts = { name, topics, file, shown: await shownTo(context, desk), ...more };
  return context.html(readerPage({ ...parts, mayWrite: mayWrite(context) }), status);
}

/** Reads the fields of a form, with all values of a name; none if the body is no form. */
function fieldsOf({ req }: Context): Promise<Fields> {
  return req.parseBody({ all: true }).catch(() => ({}));
}

/** No text contains a NUL, and databases cut a text there or refuse it. */
function cleaned(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\0', '').trim() : '';
}
