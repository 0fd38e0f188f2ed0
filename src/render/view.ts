/**
 * The data that a template sees. Every field is present, and `null` if it is empty, because the
 * templates are strict. docs/templates.md documents it.
 */
import type { Article } from '../article/article.ts';
import { linksOf as linksIn } from '../article/rich-text.ts';
import { richTextsOf } from '../article/story-texts.ts';
import type { Config } from '../config/schema.ts';
import { linksOf } from '../config/links.ts';
import { wordingOf } from '../config/phrases.ts';
import { counted, phrase, type Wording } from '../config/wording.ts';
import type { Edition } from '../edition/edition.ts';
import { visibleLength } from '../base/format.ts';
import { colorsOf, type Colors } from './colors.ts';
import type { Slot } from './slots.ts';
import { storyView, type LinkView, type StorySetting, type StoryView } from './story-view.ts';

/** `Rich` is text with its markup: HTML, or the plain text of the text part. */
export interface View<Rich> {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** The side on which a line of text starts, the other side, and the arrow for links. */
  readonly start: 'left' | 'right';
  readonly end: 'left' | 'right';
  readonly arrow: string;
  readonly colors: Colors;
  readonly subject: string;
  readonly preheader: string;
  /** Invisible characters that keep text of the letter out of the inbox preview. */
  readonly preheaderFiller: string;
  readonly paper: {
    readonly name: string;
    readonly home: string | null;
    readonly logo: Logo | null;
  };
  /** The edition on the web. */
  readonly web: LinkView | null;
  readonly date: string;
  readonly readingTime: string;
  readonly lead: StoryView<Rich>;
  readonly further: {
    readonly heading: string;
    readonly stories: readonly StoryView<Rich>[];
  } | null;
  /** Whether the stories have links, and hair rules: those of tables, breaks and footnotes. */
  readonly uses: { readonly links: boolean; readonly rules: boolean };
  readonly share: LinkView | null;
  readonly reason: string | null;
  /** Who the copy is for; contains the slots for name and address. */
  readonly copyFor: string;
  /** Where readers change their preferences: with a site, a slot. */
  readonly preferencesUrl: string | null;
  /** The links of the footer; the last one unsubscribes, and is a slot. */
  readonly links: readonly LinkView[];
  readonly postalAddress: string;
}

interface Logo {
  readonly source: string;
  readonly width: number;
  readonly height: number;
}

const PREHEADER_LENGTH = 200;

/** Makes the view of an edition; `text` and `rich` write its texts. */
export function viewOf<Rich>(
  edition: Edition,
  config: Config,
  token: (slot: Slot) => string,
  { text, rich }: Pick<StorySetting<Rich>, 'text' | 'rich'>,
): View<Rich> {
  const locale = new Intl.Locale(config.locale);
  const rtl = locale.getTextInfo().direction === 'rtl';
  const wording = wordingOf(config.wording, config.locale);
  const { home, web, preferences, page } = linksOf(config);
  const preferencesUrl =
    page === undefined ? (preferences ?? null) : token({ name: 'preferencesUrl', fallback: '' });
  const end = rtl ? 'left' : 'right';
  const calendar = { locale: config.locale, timeZone: config.timeZone, date: edition.date };
  const setting = { wording, calendar, text, rich, end } as const;
  const lead = storyView(edition.lead, home, setting);
  const stories = edition.further.map((each) => storyView(each, undefined, setting));
  const webUrl = web?.replaceAll('{edition}', encodeURIComponent(edition.id));
  return {
    lang: locale.toString(),
    dir: rtl ? 'rtl' : 'ltr',
    start: rtl ? 'right' : 'left',
    end,
    arrow: rtl ? '←' : '→',
    colors: colorsOf(config),
    subject: edition.subject,
    preheader: text(edition.preheader),
    preheaderFiller: fillerFor(edition.preheader),
    paper: { name: config.name, home: home ?? null, logo: config.logo ?? null },
    web: webUrl === undefined ? null : { text: wording.web, url: webUrl },
    date: longDate(edition.date, config.locale),
    readingTime: readingTime(edition, config.locale, wording),
    lead,
    further: stories.length === 0 ? null : { heading: wording.further, stories },
    uses: usesOf([edition.lead, ...edition.further]),
    share: shareLink(edition, webUrl, wording),
    reason: config.reason === undefined ? null : text(config.reason),
    copyFor: copyFor(wording, token),
    preferencesUrl,
    links: footerLinks(preferencesUrl, wording, token),
    postalAddress: config.postalAddress,
  };
}

function usesOf(articles: readonly Article[]): View<unknown>['uses'] {
  const blocks = articles.flatMap((article) => article.blocks);
  const texts = [...articles.flatMap(({ keyPoints }) => keyPoints), ...blocks.flatMap(richTextsOf)];
  return {
    links: texts.some((text) => linksIn(text).length > 0),
    rules: blocks.some(({ kind }) => ['table', 'rule', 'footnote'].includes(kind)),
  };
}

/** Returns invisible characters that keep what follows a preheader out of the inbox preview. */
export function fillerFor(preheader: string): string {
  const room = Math.max(0, PREHEADER_LENGTH - visibleLength(preheader));
  return '\u034f\u200c\u00a0'.repeat(Math.ceil(room / 2));
}

/** Formats a date (YYYY-MM-DD) in full, in the language of a locale. */
function longDate(date: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' });
  return format.format(new Date(`${date}T12:00:00Z`));
}

function readingTime(
  { readingMinutes, wordCount }: Edition,
  locale: string,
  { minutes, words }: Wording,
): string {
  return `${counted(minutes, readingMinutes, locale)} · ${counted(words, wordCount, locale)}`;
}

/** Makes a mailto: link that shares the URL of the edition or the story, if there is one. */
function shareLink({ lead, subject }: Edition, web: string | undefined, { share }: Wording) {
  const url = web ?? lead.url;
  if (url === undefined) return null;
  const query = `subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(url)}`;
  return { text: share, url: `mailto:?${query}` };
}

function copyFor(wording: Wording, token: (slot: Slot) => string): string {
  return phrase(wording.copyFor, {
    name: token({ name: 'name', fallback: wording.reader }),
    email: token({ name: 'email', fallback: '' }),
  });
}

function footerLinks(
  preferences: string | null,
  wording: Wording,
  token: (slot: Slot) => string,
): readonly LinkView[] {
  const unsubscribe = token({ name: 'unsubscribeUrl', fallback: '' });
  return [
    ...(preferences === null ? [] : [{ text: wording.preferences, url: preferences }]),
    { text: wording.unsubscribe, url: unsubscribe },
  ];
}
