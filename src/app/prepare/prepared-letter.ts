import type { Problem } from '../../base/problem.ts';
import type { Prepared } from './prepare.ts';

/** The facts of a letter; they depend on nothing but the newsletter's files. */
export interface LetterReport {
  /** The id of its edition. */
  readonly edition: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly subject: string;
  readonly preheader: string;
  readonly words: number;
  readonly readingMinutes: number;
  readonly bytes: { readonly html: number; readonly text: number; readonly message: number };
  /** SHA-256 of all that is the same for every subscriber, as 64 hexadecimal digits. */
  readonly contentHash: string;
  /** What was noticed while it was made. */
  readonly notes: readonly Problem[];
}

/** A picture from a file next to an article, as a JPEG. */
export interface LetterPicture {
  /** Its source in the HTML: a `cid:` URL, or where it is hosted. */
  readonly source: string;
  /** Its file name, made from its content. */
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A letter, made out to reader@example.com. */
export interface PreparedLetter extends LetterReport {
  readonly html: string;
  readonly text: string;
  readonly mjml: string;
  /** The whole email (RFC 5322) with CRLF line ends, as it is sent, without DKIM signatures. */
  readonly message: Uint8Array;
  readonly pictures: readonly LetterPicture[];
}

/** Returns a prepared edition as a letter. */
export function letterOf(prepared: Prepared): PreparedLetter {
  const { html, text, mjml } = prepared.parts;
  return {
    ...reportOf(prepared),
    html,
    text,
    mjml,
    message: Buffer.concat(prepared.letter.chunks),
    pictures: Array.from(prepared.pictures, ([source, { name, type, bytes }]) => ({
      source,
      name,
      type,
      bytes,
    })),
  };
}

/** Returns the facts of a prepared edition's letter. */
export function reportOf({ edition, composed, parts, letter, notes }: Prepared): LetterReport {
  return {
    edition: edition.id,
    date: edition.date,
    subject: edition.subject,
    preheader: edition.preheader,
    words: edition.wordCount,
    readingMinutes: edition.readingMinutes,
    bytes: {
      html: Buffer.byteLength(parts.html),
      text: Buffer.byteLength(parts.text),
      message: letter.size,
    },
    contentHash: composed.contentHash,
    notes,
  };
}
