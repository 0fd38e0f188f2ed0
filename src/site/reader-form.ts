/** A form that a reader sent, and what came of it. */
import type { Context } from 'hono';
import type { Form } from './form.ts';
import type { Site } from './options.ts';
import type { Markup } from './pages/layout.ts';
import type { ReaderView } from './pages/reader.ts';
import type { ReaderWords } from './wording/reader-words.ts';

export interface SentForm {
  readonly site: Site;
  readonly context: Context;
  readonly form: Form;
  readonly view: ReaderView;
}

/** The phrases that say what was done. */
type TextName = {
  [Name in keyof ReaderWords]: ReaderWords[Name] extends string ? Name : never;
}[keyof ReaderWords];

/** What came of a form. */
export type FormOutcome =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'done';
      readonly words: TextName;
      readonly values?: Readonly<Record<string, Markup>>;
    }
  /** A field that could not be accepted. */
  | { readonly kind: 'mistake'; readonly form: 'address'; readonly typed: string };

/** What a form does; what came of it is shown on the reader's page. */
export type FormAction = (sent: SentForm) => Promise<FormOutcome>;
