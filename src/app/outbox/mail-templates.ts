import { MAIL_BOOKS } from '../../config/mails/languages.ts';
import type { MailKind } from '../../config/mails/phrases.ts';
import type { Config } from '../../config/schema.ts';
import { loadRenderer } from '../../render/load.ts';
import type { MailTemplate, MailValues, RenderedMail } from '../../render/mail.ts';
import { loadTheme } from '../../render/theme.ts';
import { speechIn } from '../../site/language.ts';
import { valueOf } from '../problems-error.ts';
import type { Workspace } from '../workspace.ts';

/** Values of a mail that are written in its language. */
export interface LocalValues extends Omit<MailValues, 'date'> {
  readonly date: Date;
}

/** Writes the mails of the site. */
export type MailTemplates = (
  kind: MailKind,
  locale: string | undefined,
  values: LocalValues,
) => Promise<RenderedMail>;

/**
 * Loads the mails of a newsletter's theme. Each is compiled once per language: compiling takes tens
 * of milliseconds, in which a process that serves readers answers nobody. Throws ProblemsError if the
 * theme can't be used.
 */
export async function loadMailTemplates(
  workspace: Workspace,
  config: Config,
): Promise<MailTemplates> {
  const theme = valueOf(loadTheme(config.theme.name, workspace.templates, workspace.root));
  await loadRenderer();
  const { renderMail } = await import('../../render/mail.ts');
  const compiled = new Map<string, Promise<MailTemplate>>();
  return async (kind, locale, { date, ...others }) => {
    const wanted = [...(locale === undefined ? [] : [locale]), config.locale];
    const { locale: lang, direction, words } = speechIn(MAIL_BOOKS, wanted);
    const values = { ...others, date: longTime(date, lang, config.timeZone) };
    const names = (Object.keys(values) as (keyof MailValues)[]).sort();
    const key = [kind, lang, ...names].join(' ');
    const form = { lang, direction, phrases: words[kind] };
    const template =
      compiled.get(key) ?? renderMail(form, names, config, theme).then((result) => valueOf(result));
    // Readers choose the language, so there can't be more of them than browsers have.
    if (compiled.size < MOST_COMPILED) compiled.set(key, template);
    return (await template)(values);
  };
}

const MOST_COMPILED = 200;

/** A time to the minute with its zone, as people of a language write it. */
function longTime(time: Date, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(time);
}
