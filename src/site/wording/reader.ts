/** The words of a reader's own pages, by language. */
import type { Words } from '../language.ts';
import type { ReaderWords } from './reader-words.ts';
import { ARABIC } from './reader/ar.ts';
import { GERMAN } from './reader/de.ts';
import { ENGLISH } from './reader/en.ts';

export const READER_WORDS: Words<ReaderWords> = { en: ENGLISH, de: GERMAN, ar: ARABIC };
