/** What caught messages say, read from their files and kept: a message never changes. */
import { decodeHTML } from 'entities';
import { parseMail } from '../../mailbox/mail.ts';
import type { Maildir } from '../../mailbox/maildir.ts';
import { textOf, type Text } from './edition-texts.ts';

/** Of each message: its text comes before its pictures. */
const READ_BYTES = 65_536;
/** A line can take 40 µs to take apart. */
const MOST_LINES = 2000;
const MOST_CHARACTERS = 20_000;
/** Texts that are kept. */
const REMEMBERED = 2000;

export interface MailTexts {
  /** Returns the text of a message if it was read before. */
  known(name: string): Text | undefined;
  /** Reads the text of a message; empty if it is gone or has none. */
  read(name: string): Promise<Text>;
}

/** Returns the texts of the messages in a maildir; each message is read once. */
export function mailTexts(maildir: Maildir): MailTexts {
  const kept = new Map<string, Text>();
  return {
    known: (name) => kept.get(name),
    read: async (name) => {
      const start = await maildir.read(name, READ_BYTES);
      const words = start ? await readWords(firstLines(start, MOST_LINES)) : '';
      // A paragraph is a line, so that a phrase may go on in its next line.
      const read = textOf(words.slice(0, MOST_CHARACTERS).split(/\n[^\S\n]*\n/));
      if (kept.size >= REMEMBERED) kept.clear();
      kept.set(name, read);
      return read;
    },
  };
}

/** Parses no more of a message than its plain text, if it has one. */
async function readWords(start: Buffer): Promise<string> {
  const place = start.toString('latin1').search(/^content-type:\s*text\/html\b/im);
  const { text: plain = '' } = place > 0 ? await parseMail(start.subarray(0, place)) : {};
  if (plain.trim() !== '') return plain;
  const { text = '', html = '' } = await parseMail(start);
  return text.trim() === '' ? wordsOf(html) : text;
}

/** Returns the first lines of a message. */
export function firstLines(raw: Buffer, most: number): Buffer {
  let end = 0;
  for (let line = 0; line < most; line++) {
    end = raw.indexOf('\n', end) + 1;
    if (end === 0) return raw;
  }
  return raw.subarray(0, end);
}

const HIDDEN = /^(?:style|script|title)\b/i;

/** Returns the words of HTML, in one pass over whatever it is. */
function wordsOf(html: string): string {
  const [first = '', ...tags] = html.split('<');
  const words = tags.map((tag) => (HIDDEN.test(tag) ? '' : tag.slice(tag.indexOf('>') + 1)));
  return decodeHTML([first, ...words].join(' '));
}
