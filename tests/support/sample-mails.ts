/** The mails of the site as the tests use them: each kind, with every value it may have. */
import { MAIL_BOOKS } from '../../src/config/mails/languages.ts';
import type { MailKind } from '../../src/config/mails/phrases.ts';
import type { Config } from '../../src/config/schema.ts';
import { renderMail, type MailValues, type RenderedMail } from '../../src/render/mail.ts';
import { need, sampleConfig, sampleTheme } from './sample.ts';

const TOKEN = 'v2.abcdefgh.abcdefghijklmnopqrstuv.abcdefghijklmnopqrstuv';

const VALUES = {
  date: '14 June 2023 at 10:00 UTC',
  page: 'letters.example.com',
  email: 'n…@example.com',
} as const satisfies MailValues;

const PATHS: Readonly<Partial<Record<MailKind, string>>> = {
  confirm: 'confirm',
  'already-subscribed': 'p',
  welcome: 'p',
  'confirm-address': 'a',
  export: 'e',
  erase: 'x',
};

/** Renders a mail of the site. */
export async function sampleMail(
  kind: MailKind,
  lang = 'en',
  config: Config = sampleConfig(),
  own: MailValues = {},
): Promise<RenderedMail> {
  const path = PATHS[kind];
  const url = path === undefined ? {} : { url: `https://letters.example.com/${path}/${TOKEN}` };
  const values: MailValues = { ...VALUES, ...url, ...own };
  const phrases = (MAIL_BOOKS[lang] ?? MAIL_BOOKS.en)[kind];
  const direction = ['ar', 'he'].includes(lang) ? 'rtl' : 'ltr';
  const names = Object.keys(values) as (keyof MailValues)[];
  const theme = sampleTheme(config.theme.name);
  return need(await renderMail({ lang, direction, phrases }, names, config, theme))(values);
}
