import pLimit from 'p-limit';
import type { Email } from 'postal-mime';
import { formatAddresses, parseMail, readHead } from '../../mailbox/mail.ts';
import { caughtAt, OPEN_FILES, type Maildir } from '../../mailbox/maildir.ts';
import type { Caught, CaughtLetter, CaughtList, Desk } from '../../studio/desk.ts';
import { textOf, type Text } from '../find/edition-texts.ts';
import { firstLines, mailTexts, type MailTexts } from '../find/mail-texts.ts';
import { excerptOf } from '../find/match.ts';
import { parseQuery } from '../find/query.ts';

const SHOWN = 50;
/** A text is looked for in so many of the newest messages, and in what fewer of them say. */
const SEARCHED = 3000;
const TEXTS_SEARCHED = 1500;
/** Texts that were not read before are read for so long; the next search goes on with the others. */
const READING_MS = 1200;
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

/** Returns what the studio shows of the built-in mailbox. */
export function caughtMail(
  maildir: Maildir,
  readingMs = READING_MS,
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
  const texts = mailTexts(maildir);
  const heads = (names: readonly string[]) => pLimit(OPEN_FILES).map(names, head);
  return {
    async caught(text) {
      const names = Array.from(await maildir.list()).reverse();
      if (text.trim() === '') {
        const messages = (await heads(names.slice(0, SHOWN))).flat();
        return { messages, total: names.length };
      }
      const { terms } = parseQuery(text);
      if (terms.length === 0) return { messages: [], total: 0 };
      return search((await heads(names.slice(0, SEARCHED))).flat(), terms, texts, readingMs);
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

async function search(
  newest: readonly Caught[],
  terms: readonly string[],
  texts: MailTexts,
  readingMs: number,
): Promise<CaughtList> {
  const until = performance.now() + readingMs;
  const found: Caught[] = [];
  let [total, read, unsearched] = [0, 0, 0];
  for (const [index, caught] of newest.entries()) {
    const { to, from, subject } = caught;
    const title = textOf([to, from, subject]);
    const isEnough = index >= TEXTS_SEARCHED || hasAll([title], terms);
    const known = isEnough ? NOTHING : texts.known(caught.name);
    // At least one, so that searching again comes to an end.
    const isInTime = read === 0 || performance.now() < until;
    if (!known && isInTime) read++;
    if (!known && !isInTime) unsearched++;
    const body = known ?? (isInTime ? await texts.read(caught.name) : NOTHING);
    if (!hasAll([title, body], terms)) continue;
    total++;
    if (total > SHOWN) continue;
    const excerpt = excerptOf({ title, body }, terms);
    found.push({ ...caught, ...(excerpt && { excerpt }) });
  }
  return { messages: found, total, ...(unsearched > 0 && { unsearched }) };
}

const NOTHING: Text = { shown: '', folded: '' };

/** Whether some texts have every term between them. */
function hasAll(texts: readonly Text[], terms: readonly string[]): boolean {
  return terms.every((term) => texts.some(({ folded }) => folded.includes(term)));
}

async function readLetter(maildir: Maildir, name: string): Promise<CaughtLetter | undefined> {
  const raw = await maildir.read(name);
  return raw && letterOf(name, raw, await parseMail(firstLines(raw, MOST_LINES)));
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

function validDate(text: string | undefined): Date | undefined {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}
