import type { Words } from '../language.ts';
import { ARABIC } from './sign-up/ar.ts';
import { GERMAN } from './sign-up/de.ts';
import { ENGLISH } from './sign-up/en.ts';
import type { SignUpWords } from './sign-up-words.ts';

export const SIGN_UP_WORDS: Words<SignUpWords> = { en: ENGLISH, de: GERMAN, ar: ARABIC };
