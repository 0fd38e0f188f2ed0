/** The mails of the site in the languages that have them. */
import { ARABIC } from './ar.ts';
import { GERMAN } from './de.ts';
import { ENGLISH } from './en.ts';
import { SPANISH } from './es.ts';
import { FRENCH } from './fr.ts';
import { ITALIAN } from './it.ts';
import { DUTCH } from './nl.ts';
import type { MailPhraseBook } from './phrases.ts';

type Books = { readonly en: MailPhraseBook } & Readonly<Partial<Record<string, MailPhraseBook>>>;

/** The mails' phrases by language. */
export const MAIL_BOOKS: Books = {
  en: ENGLISH,
  de: GERMAN,
  fr: FRENCH,
  es: SPANISH,
  it: ITALIAN,
  nl: DUTCH,
  ar: ARABIC,
};
