import { createHash } from 'node:crypto';
import type { Edition } from '../edition/edition.ts';
import type { Rendered } from '../render/render.ts';
import { editionFields, refuseUnusable } from './fields.ts';
import {
  alternative,
  mergeBuffers,
  related,
  type Attachment,
  type BodyPiece,
} from './multipart.ts';
import type { Sender } from './recipient.ts';

/** An edition's message, encoded once; filled with a subscriber's values it becomes a letter. */
export interface Composed {
  readonly editionId: string;
  readonly sender: Sender;
  /** Header fields but the Date that are the same in every letter, ready for the wire. */
  readonly headers: string;
  /** The letters' Date: when the edition is published, unless a run has begun. */
  readonly date: Date;
  /**
   * Begins with the empty line behind the header. Each piece begins and ends at a line boundary, so
   * that it can be canonicalized for a signature by itself.
   */
  readonly body: readonly BodyPiece[];
  /**
   * SHA-256 of all but the Date that is the same in every letter: changes when anything a reader
   * sees does, and not with the time at which it is sent.
   */
  readonly contentHash: string;
}

/**
 * Encodes an edition's message, with its attachments if there are any. Throws UserError if a
 * setting of the sender can't be used in a letter.
 */
export function composeLetter(
  edition: Edition,
  rendered: Rendered,
  sender: Sender,
  attachments: readonly Attachment[] = [],
): Composed {
  refuseUnusable(sender);
  const parts = alternative(rendered);
  const { type, pieces } = attachments.length === 0 ? parts : related(parts, attachments);
  const body = mergeBuffers(pieces);
  const headers = editionFields(edition, sender, type);
  const contentHash = hashOf(headers, sender, body);
  const date = edition.publishedAt;
  return { editionId: edition.id, sender, headers, date, body, contentHash };
}

/** Returns a message whose letters have another Date. */
export function dated(composed: Composed, date: Date): Composed {
  return { ...composed, date };
}

function hashOf(headers: string, { unsubscribe }: Sender, body: readonly BodyPiece[]): string {
  const hash = createHash('sha256');
  const { url = '', page } = unsubscribe ?? {};
  const urls = page === undefined ? [url] : [url, page];
  for (const part of [headers, ...urls, ...body]) {
    const isText = typeof part === 'string' || Buffer.isBuffer(part);
    hash.update(isText ? part : JSON.stringify(part)).update('\0');
  }
  return hash.digest('hex');
}
