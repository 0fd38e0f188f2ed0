/** The mails of the site: short texts with at most one link, in the look of the theme. */
import Handlebars from 'handlebars';
import { hash } from 'node:crypto';
import { ok, type Result } from '../base/problem.ts';
import type { MailPhrases } from '../config/mails/phrases.ts';
import type { Config } from '../config/schema.ts';
import { phrase } from '../config/wording.ts';
import { colorsOf } from './colors.ts';
import { fillerFor } from './view.ts';
import { renderHtml } from './render.ts';
import type { Theme } from './theme.ts';
import { underlined, WIDTH, wrap } from './wrap.ts';

/** The values that a mail's phrases name in braces, and where its link leads. */
export interface MailValues {
  readonly date?: string;
  readonly page?: string;
  readonly email?: string;
  readonly url?: string;
}

/** The mails of one kind, in one language. */
export interface MailForm {
  /** A language tag. */
  readonly lang: string;
  readonly direction: 'ltr' | 'rtl';
  readonly phrases: MailPhrases;
}

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Puts the values of one mail in; they must be the ones whose names it was rendered for. */
export type MailTemplate = (values: MailValues) => RenderedMail;

/**
 * Renders the mails of a form that have values of these names, once for all of them. Fails with the
 * template's file and line.
 */
export async function renderMail(
  form: MailForm,
  names: readonly (keyof MailValues)[],
  config: Config,
  theme: Theme,
): Promise<Result<MailTemplate>> {
  // A token consists of letters and digits, so that neither MJML, juice nor a URL changes it.
  const seed = hash('sha256', JSON.stringify([form, config.name, config.postalAddress]));
  const tokens = new Map(names.map((name, index) => [`value${seed.slice(0, 20)}n${index}e`, name]));
  const placed = Object.fromEntries(Array.from(tokens, ([token, name]) => [name, token]));
  const shown = textsOf(form, placed, config.name);
  const layout = theme.partials.get('mail');
  if (!layout) throw new Error('The theme has no partial "mail".');
  const rendered = await renderHtml(
    { ...theme, layout },
    viewOfMail(form, shown, placed['url'], config),
    // A mail of the site has no slots: what a theme wants to say of the subscriber stays empty.
    () => '',
  );
  if (!rendered.ok) return rendered;
  const { html } = rendered.value;
  const places = new RegExp(Array.from(tokens.keys()).join('|') || '(?!)', 'g');
  return ok((values) => {
    const texts = textsOf(form, values, config.name);
    return {
      subject: texts.subject,
      text: textPart(texts, values.url, config),
      html: html.replace(places, (token) =>
        Handlebars.escapeExpression(values[tokens.get(token) ?? 'url'] ?? ''),
      ),
    };
  });
}

/** A mail's phrases with their values; lines without theirs are left out. */
interface Texts {
  readonly subject: string;
  readonly heading: string;
  readonly lines: readonly string[];
  readonly after: readonly string[];
}

function textsOf({ phrases }: MailForm, values: MailValues, newsletter: string): Texts {
  const all: Readonly<Record<string, string>> = { ...values, newsletter };
  const isComplete = (line: string) =>
    Array.from(line.matchAll(/\{(\w+)\}/g)).every(([, name = '']) => Object.hasOwn(all, name));
  const filled = (lines: readonly string[]) =>
    lines.filter(isComplete).map((line) => phrase(line, all));
  return {
    subject: phrase(phrases.subject, all),
    heading: phrase(phrases.heading, all),
    lines: filled(phrases.lines),
    after: filled(phrases.after),
  };
}

/** The data that the partial `mail` sees, and those that it uses; docs/templates.md documents it. */
function viewOfMail(
  { lang, direction, phrases }: MailForm,
  { subject, heading, lines, after }: Texts,
  url: string | undefined,
  config: Config,
) {
  const rtl = direction === 'rtl';
  const preheader = lines[0] ?? heading;
  return {
    lang,
    dir: direction,
    start: rtl ? 'right' : 'left',
    end: rtl ? 'left' : 'right',
    arrow: rtl ? '←' : '→',
    colors: colorsOf(config),
    subject,
    preheader,
    preheaderFiller: fillerFor(preheader),
    paper: { name: config.name, home: null, logo: null },
    heading,
    lines,
    action: url === undefined ? null : { text: phrases.action ?? heading, url },
    after,
    uses: { links: false, rules: false },
    postalAddress: config.postalAddress,
  };
}

/** The link stands on a line of its own, where every mail program finds it. */
function textPart(
  { heading, lines, after }: Texts,
  url: string | undefined,
  { name, postalAddress }: Config,
): string {
  const groups = [
    underlined(name, '='),
    underlined(heading, '-'),
    ...lines.map((line) => wrap(line, WIDTH)),
    ...(url === undefined ? [] : [url]),
    ...after.map((line) => wrap(line, WIDTH)),
    '-'.repeat(WIDTH),
    wrap(postalAddress, WIDTH),
  ];
  return `${groups.join('\n\n')}\n`;
}
