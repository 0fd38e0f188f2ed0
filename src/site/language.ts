/** Which language a page is in. */
import type { Context } from 'hono';
import type { Newsletter } from './options.ts';

/** Words in several languages, by language or by language and script, such as zh-Hant. */
export type Words<T> = { readonly en: T } & Readonly<Partial<Record<string, T>>>;

/** A page's words, and the tag of their language for dates and for `lang`. */
export interface Speech<T> {
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly words: T;
}

/**
 * Picks the language of a page: the reader's if there are words in it, otherwise the browser's, the
 * newsletter's, and English.
 */
export function speechFor<T>(
  words: Words<T>,
  context: Context,
  newsletter: Pick<Newsletter, 'locale'>,
  own?: string,
): Speech<T> {
  const accepted = acceptedLanguages(context.req.header('accept-language') ?? '');
  const wanted = [...(own === undefined ? [] : [own]), ...accepted, newsletter.locale];
  return speechIn(words, wanted);
}

/** Returns the words in the first of some languages that has any; English ones if none has. */
export function speechIn<T>(words: Words<T>, wanted: readonly string[]): Speech<T> {
  for (const tag of wanted) {
    const locale = parseLocale(tag);
    if (!locale) continue;
    const { language, script = '' } = locale.maximize();
    const found = own(words, `${language}-${script}`) ?? own(words, language);
    if (found !== undefined) {
      return { locale: locale.toString(), direction: directionOf(script), words: found };
    }
  }
  return { locale: 'en', direction: 'ltr', words: words.en };
}

function own<T>(words: Words<T>, key: string): T | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined;
}

function directionOf(script: string): 'ltr' | 'rtl' {
  return ['Arab', 'Hebr', 'Thaa', 'Syrc'].includes(script) ? 'rtl' : 'ltr';
}

const MOST_LANGUAGES = 20;

/** Reads an Accept-Language header (RFC 9110 12.5.4): its languages, the most wanted first. */
export function acceptedLanguages(header: string): readonly string[] {
  return header
    .slice(0, 500)
    .split(',', MOST_LANGUAGES)
    .map((item) => {
      const [tag = '', ...parameters] = item.split(';').map((part) => part.trim());
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return { tag, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter(({ tag, quality }) => tag !== '' && tag !== '*' && quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ tag }) => tag);
}

function parseLocale(tag: string): Intl.Locale | undefined {
  try {
    // Without extensions, which could ask for another calendar or other digits, and without variants,
    // which could be any text: the language goes into mails.
    const { language, script, region } = new Intl.Locale(tag);
    return new Intl.Locale([language, script, region].filter(Boolean).join('-'));
  } catch {
    return undefined;
  }
}
