import type { Config } from '../config/schema.ts';
import type { Edition } from '../edition/edition.ts';
import type { Problem } from '../problem.ts';

/** A finished letter, laid out for the checks. */
export interface Inspection {
  readonly edition: Edition;
  readonly config: Config;
  /** The parts as a reader's program shows them. */
  readonly html: string;
  readonly text: string;
  /** What a reader of the HTML sees: no tags, entities decoded, spaces folded. */
  readonly visibleHtml: string;
  readonly visibleText: string;
  /** The whole message as it goes over the wire. */
  readonly raw: Buffer;
  readonly unsubscribeUrl: string;
}

/** Looks at a finished letter and changes nothing. */
export type Check = (inspection: Inspection) => readonly Problem[];
