/** The mails of the site in the languages that have them. */
import { ARABIC } from './ar.ts';
import { GERMAN } from './de.ts';
import { ENGLISH } from './en.ts';
import { SPANISH } from './es.ts';
import { FRENCH } from './fr.ts';
import { ITALIAN } from './it.ts';
import { DUTCH } from './nl.ts';
import { PORTUGUESE } from './pt.ts';
import { POLISH } from './pl.ts';
import { UKRAINIAN } from './uk.ts';
import { TURKISH } from './tr.ts';
import { HEBREW } from './he.ts';
import { JAPANESE } from './ja.ts';
import { CHINESE } from './zh.ts';
import { TRADITIONAL_CHINESE } from './zh-hant.ts';
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
  pt: PORTUGUESE,
  pl: POLISH,
  uk: UKRAINIAN,
  tr: TURKISH,
  he: HEBREW,
  ja: JAPANESE,
  zh: CHINESE,
  'zh-Hant': TRADITIONAL_CHINESE,
  ar: ARABIC,
};
