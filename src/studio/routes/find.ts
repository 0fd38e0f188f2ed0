import { Hono, type Context } from 'hono';
import type { Caught, Desk } from '../desk.ts';
import type { Asked } from '../finder.ts';
import { mayWrite } from '../guard.ts';
import { findPage } from '../pages/find.ts';
import { shortDate } from '../pages/moment.ts';
import type { PaletteEntry, PaletteFound } from '../palette.ts';
import { editionPath } from '../paths.ts';

/** So many more with each page. */
const STEP = 50;
const MOST = 500;
/** In the palette, and messages beside editions. */
const FEW = 8;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** /find/: what editions and caught messages say. The text of a search is kept nowhere. */
export function findRoutes(desk: Desk): Hono {
  const app = new Hono();
  app.get('/find/', async (context) => {
    const asked = askedIn(context);
    const most = mostIn(context);
    const [{ editions, total }, caught] = await Promise.all([
      desk.find(asked, most),
      messagesFor(desk, asked),
    ]);
    const [name, timeZone] = await Promise.all([desk.name(), desk.timeZone()]);
    const more = new URLSearchParams({ ...queryOf(asked), most: String(most + STEP) });
    return context.html(
      findPage({
        ...{ name, timeZone, asked, editions, total, mayWrite: mayWrite(context) },
        messages: caught.messages.slice(0, FEW),
        messageTotal: caught.total,
        ...(caught.unsearched !== undefined && { unsearched: caught.unsearched }),
        ...(most < Math.min(total, MOST) && { more: `?${more}` }),
      }),
    );
  });
  app.get('/find.json', async (context) => {
    const asked = askedIn(context);
    const [editions, { messages }] = await Promise.all([
      asked.text === '' ? newest(desk) : matching(desk, asked),
      messagesFor(desk, asked),
    ]);
    const found: PaletteFound = { editions, messages: messages.slice(0, FEW).map(messageEntry) };
    return context.json(found);
  });
  return app;
}

async function newest(desk: Desk): Promise<readonly PaletteEntry[]> {
  const listed = (await desk.editions()).slice(0, FEW);
  const subjects = await desk.subjects(listed.map(({ id }) => id));
  return listed.map(({ id, date }) => editionEntry(id, date, subjects.get(id) ?? id));
}

async function matching(desk: Desk, asked: Asked): Promise<readonly PaletteEntry[]> {
  const { editions } = await desk.find(asked, FEW);
  return editions.map(({ id, date, subject }) =>
    editionEntry(id, date, subject.map(({ text }) => text).join('')),
  );
}

function editionEntry(id: string, date: string, label: string): PaletteEntry {
  return { label, detail: shortDate(date), path: `${editionPath(id)}nobody/` };
}

function messageEntry({ name, subject, to }: Caught): PaletteEntry {
  return { label: subject || 'No subject', detail: to, path: `mailbox/${name}/` };
}

function askedIn({ req }: Context): Asked {
  const { q = '', from = '', to = '' } = req.query();
  const day = (text: string) => (DAY.test(text) ? text : '');
  return { text: q.replaceAll('\0', '').trim(), from: day(from), to: day(to) };
}

function mostIn({ req }: Context): number {
  const asked = Number(req.query('most'));
  return Number.isInteger(asked) ? Math.min(Math.max(asked, STEP), MOST) : STEP;
}

function queryOf({ text, from, to }: Asked): Record<string, string> {
  return { q: text, ...(from && { from }), ...(to && { to }) };
}

/** Days limit editions; which messages came on them says little. */
function messagesFor(desk: Pick<Desk, 'caught'>, { text }: Asked): ReturnType<Desk['caught']> {
  return text === '' ? Promise.resolve({ messages: [], total: 0 }) : desk.caught(text);
}
