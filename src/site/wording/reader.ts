/** The words of a reader's own pages, by language. */
import type { Words } from '../language.ts';
import type { ReaderWords } from './reader-words.ts';
import { ARABIC } from './reader/ar.ts';
import { CHINESE } from './reader/zh.ts';
import { DUTCH } from './reader/nl.ts';
import { ENGLISH } from './reader/en.ts';
import { FRENCH } from './reader/fr.ts';
import { GERMAN } from './reader/de.ts';
import { HEBREW } from './reader/he.ts';
import { ITALIAN } from './reader/it.ts';
import { JAPANESE } from './reader/ja.ts';
import { POLISH } from './reader/pl.ts';
import { PORTUGUESE } from './reader/pt.ts';
import { SPANISH } from './reader/es.ts';
import { TRADITIONAL_CHINESE } from './reader/zh-hant.ts';
import { TURKISH } from './reader/tr.ts';
import { UKRAINIAN } from './reader/uk.ts';

/** In the order in which a reader chooses. */
export const READER_WORDS: Words<ReaderWords> = {
  en: ENGLISH,
  ar: ARABIC,
  de: GERMAN,
  es: SPANISH,
  fr: FRENCH,
  he: HEBREW,
  it: ITALIAN,
  ja: JAPANESE,
  nl: DUTCH,
  pl: POLISH,
  pt: PORTUGUESE,
  tr: TURKISH,
  uk: UKRAINIAN,
  zh: CHINESE,
  'zh-Hant': TRADITIONAL_CHINESE,
};
