import pLimit from 'p-limit';
import type { Email } from 'postal-mime';
import { foldText } from '../../base/fold-text.ts';
import { formatAddresses, parseMail, readHead } from '../../mailbox/mail.ts';
import { caughtAt, OPEN_FILES, type Maildir } from '../../mailbox/maildir.ts';
import type { Caught, CaughtLetter, Desk } from '../../studio/desk.ts';
import { parseQuery, type Query } from '../find/query.ts';

const SHOWN = 50;
/** A text is looked for in so many of the newest messages. */
const SEARCHED = 3000;
/** Messages that are remembered: they never change. */
const REMEMBERED = 10_000;
/** Taking a line apart can take 40 µs, and the studio waits: what comes after is not shown. */
const MOST_LINES = 50_000;
/** The limit for a letter's pictures in its HTML, which contains each as often as it is used. */
const PICTURE_BYTES = 20_000_000;
/** Each is looked for in the whole HTML. */
const MOST_PICTURES = 100;
/** Of nothing that HTML escapes: it can be counted. */
const PLAIN_ID = /^<?([\w.@+%$-]{1,200})>?$/;
/** The type goes into the letter's HTML. */
const PICTURE_TYPE = /^image\/(?:jpeg|png|gif|webp)$/;

/** What the studio shows of the built-in mailbox. */
export function caughtMail(
  maildir: Maildir,
): Pick<Desk, 'caught' | 'caughtLetter' | 'emptyMailbox'> {
  const known = new Map<string, Caught>();
  // A page and its frames ask for the same letter, and taking a hostile one apart takes a second.
  let last: { readonly name: string; readonly letter: ReturnType<typeof readLetter> } | undefined;
  const head = async (name: string): Promise<readonly Caught[]> => {
    const before = known.get(name);
    if (before) return [before];
    const email = await readHead(maildir, name);
    if (!email) return [];
    const caught = summary(name, email);
    if (known.size >= REMEMBERED) known.clear();
    known.set(name, caught);
    return [caught];
  };
  const heads = (names: readonly string[]) => pLimit(OPEN_FILES).map(names, head);
  return {
    async caught(text) {
      const names = Array.from(await maildir.list()).reverse();
      if (text.trim() === '') {
        const messages = (await heads(names.slice(0, SHOWN))).flat();
        return { messages, total: names.length };
      }
      const { terms } = parseQuery(text);
      const newest = terms.length === 0 ? [] : (await heads(names.slice(0, SEARCHED))).flat();
      const found = newest.filter((caught) => hasAll(caught, terms));
      return { messages: found.slice(0, SHOWN), total: found.length };
    },
    async caughtLetter(name) {
      const known = last?.name === name && (await maildir.read(name, 1)) !== undefined;
      if (known && last) return last.letter;
      const letter = readLetter(maildir, name);
      last = { name, letter };
      return letter;
    },
    emptyMailbox: () => maildir.empty(),
  };
}

async function readLetter(maildir: Maildir, name: string): Promise<CaughtLetter | undefined> {
  const raw = await maildir.read(name);
  return raw && letterOf(name, raw, await parseMail(firstLines(raw)));
}

function summary(name: string, { from, to, subject, date }: Email): Caught {
  return {
    name,
    at: caughtAt(name) ?? validDate(date) ?? new Date(0),
    from: from ? formatAddresses([from]) : '',
    to: formatAddresses(to),
    subject: subject ?? '',
  };
}

function letterOf(name: string, raw: Buffer, email: Email): CaughtLetter {
  const { html = '', text = '' } = email;
  return { ...summary(name, email), html, text, raw, pictures: picturesOf(email, html) };
}

function picturesOf({ attachments }: Email, html: string): CaughtLetter['pictures'] {
  return new Map(
    attachments.slice(0, MOST_PICTURES).flatMap(({ contentId = '', mimeType: type, content }) => {
      const id = PLAIN_ID.exec(contentId)?.[1];
      if (id === undefined || !PICTURE_TYPE.test(type) || typeof content === 'string') return [];
      const source = `cid:${id}`;
      const times = html.split(source).length - 1;
      const bytes = Buffer.from(new Uint8Array(content));
      return times * bytes.length > PICTURE_BYTES ? [] : [[source, { type, bytes }] as const];
    }),
  );
}

function firstLines(raw: Buffer): Buffer {
  let end = 0;
  for (let line = 0; line < MOST_LINES; line++) {
    end = raw.indexOf('\n', end) + 1;
    if (end === 0) return raw;
  }
  return raw.subarray(0, end);
}

/** Whether the addresses and the subject of a message have every term. */
function hasAll({ from, to, subject }: Caught, terms: Query['terms']): boolean {
  const text = foldText(`${to}\n${from}\n${subject}`);
  return terms.every((term) => text.includes(term));
}

function validDate(text: string | undefined): Date | undefined {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}
