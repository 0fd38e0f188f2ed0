import { createHash } from 'node:crypto';
import * as z from 'zod';
import { cutAtSlots, type Slot, type SlotTable } from '../../render/slots.ts';
import { readHeader } from '../../mime/read-header.ts';
import type { Prepared } from '../prepare/prepare.ts';

const size = z.int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What two letters are compared by; none of it depends on a subscriber, a secret or a machine. */
export const letterFactsSchema = z.strictObject({
  edition: z.string(),
  /** Of all that is the same for everybody. */
  contentHash: sha256,
  date: z.string(),
  subject: z.string(),
  preheader: z.string(),
  /** Header fields that are the same for everybody, but for those that follow from the parts. */
  headers: z.array(z.string()).readonly(),
  html: z.strictObject({ bytes: size, sha256 }).readonly(),
  /** What the letter has of the pictures beside the articles; each is named by its content. */
  pictures: z.array(z.strictObject({ name: z.string(), bytes: size }).readonly()).readonly(),
  /** The text part, line by line. */
  text: z.array(z.string()).readonly(),
});

export type LetterFacts = Readonly<z.infer<typeof letterFactsSchema>>;

/** Returns the facts of a letter. */
export function factsOf({ edition, rendered, composed, pictures }: Prepared): LetterFacts {
  const html = withNamedSlots(rendered.html, rendered.slots);
  return {
    edition: edition.id,
    contentHash: composed.contentHash,
    date: edition.date,
    subject: edition.subject,
    preheader: edition.preheader,
    headers: headersOf(composed),
    html: {
      bytes: Buffer.byteLength(html),
      sha256: createHash('sha256').update(html).digest('hex'),
    },
    pictures: Array.from(pictures.values(), ({ name, bytes }) => ({ name, bytes: bytes.length })),
    text: withNamedSlots(rendered.text, rendered.slots).split('\n'),
  };
}

/** Returns a part in which each slot is replaced by its name. */
function withNamedSlots(part: string, slots: SlotTable): string {
  const named = ({ name, fallback }: Slot) =>
    fallback === '' ? `{${name}}` : `{${name}, or "${fallback}"}`;
  return cutAtSlots(part, slots)
    .map((piece) => (typeof piece === 'string' ? piece : named(piece)))
    .join('');
}

/** Those that the subject and the parts account for are left out. */
const ACCOUNTED_FOR = /^(Subject|MIME-Version|Content-Type):/i;

function headersOf({ headers, sender }: Prepared['composed']): readonly string[] {
  const fields = readHeader(headers)
    .map(({ name, value }) => `${name}: ${value}`)
    .filter((field) => !ACCOUNTED_FOR.test(field));
  return sender.unsubscribe ? [...fields, `List-Unsubscribe: <${sender.unsubscribe.url}>`] : fields;
}
