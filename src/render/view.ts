/**
 * What a template sees: plain data, every field present, `null` where there is nothing, because
 * the templates are strict. docs/templates.md describes it.
 */
import type { Config } from '../config/schema.ts';
import { phrase, wordingOf, type Wording } from '../config/wording.ts';
import type { Edition } from '../edition/edition.ts';
import { visibleLength } from '../base/format.ts';
import { colorsOf, type Colors } from './colors.ts';
import type { Slot } from './slots.ts';
import { storyView, type LinkView, type StoryView } from './story-view.ts';

export interface View {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** The side a line of text begins on, the other one, and the arrow that points onwards. */
  readonly start: 'left' | 'right';
  readonly end: 'left' | 'right';
  readonly arrow: string;
  readonly colors: Colors;
  readonly subject: string;
  readonly preheader: string;
  /** Invisible characters that keep the inbox from reading on into the letter. */
  readonly preheaderFiller: string;
  readonly paper: {
    readonly name: string;
    readonly home: string | null;
    readonly logo: Logo | null;
  };
  /** Where the edition stands on the web. */
  readonly web: LinkView | null;
  readonly date: string;
  readonly readingTime: string;
  readonly lead: StoryView;
  readonly further: { readonly heading: string; readonly stories: readonly StoryView[] } | null;
  readonly share: LinkView | null;
  readonly reason: string | null;
  /** Whose copy it is; holds the slots of name and address. */
  readonly copyFor: string;
  /** Of the footer; the last one unsubscribes, and is a slot. */
  readonly links: readonly LinkView[];
  readonly postalAddress: string;
}

interface Logo {
  readonly source: string;
  readonly width: number;
  readonly height: number;
}

const PREHEADER_ROOM = 200;

/** The view of an edition; `set` makes typed text typographic, or leaves it as it is. */
export function viewOf(
  edition: Edition,
  config: Config,
  token: (slot: Slot) => string,
  set: (text: string) => string,
): View {
  const locale = new Intl.Locale(config.locale);
  const rtl = locale.getTextInfo().direction === 'rtl';
  const wording = wordingOf(config.wording);
  const { home, web } = config.links;
  const webUrl = web?.replaceAll('{edition}', encodeURIComponent(edition.id));
  return {
    lang: locale.toString(),
    dir: rtl ? 'rtl' : 'ltr',
    start: rtl ? 'right' : 'left',
    end: rtl ? 'left' : 'right',
    arrow: rtl ? '←' : '→',
    colors: colorsOf(config),
    subject: edition.subject,
    preheader: set(edition.preheader),
    preheaderFiller: fillerFor(edition.preheader),
    paper: { name: config.name, home: home ?? null, logo: config.logo ?? null },
    web: webUrl === undefined ? null : { text: wording.web, url: webUrl },
    date: longDate(edition.date, config.locale),
    readingTime: readingTime(edition, config.locale, wording),
    lead: storyView(edition.lead, wording, home, set),
    further:
      edition.further.length === 0
        ? null
        : {
            heading: wording.further,
            stories: edition.further.map((each) => storyView(each, wording, undefined, set)),
          },
    share: shareLink(edition, webUrl, wording),
    reason: config.reason === undefined ? null : set(config.reason),
    copyFor: copyFor(wording, token),
    links: footerLinks(config, wording, token),
    postalAddress: config.postalAddress,
  };
}

function fillerFor(preheader: string): string {
  const room = Math.max(0, PREHEADER_ROOM - visibleLength(preheader));
  return '\u034f\u200c\u00a0'.repeat(Math.ceil(room / 2));
}

export function longDate(date: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' });
  return format.format(new Date(`${date}T12:00:00Z`));
}

function readingTime(
  { readingMinutes, wordCount }: Edition,
  locale: string,
  { minutes, words }: Wording,
): string {
  const time = phrase(minutes, { count: readingMinutes.toLocaleString(locale) });
  return `${time} · ${phrase(words, { count: wordCount.toLocaleString(locale) })}`;
}

/** A mail to a friend with the address of the story, where it has one. */
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

function footerLinks(config: Config, wording: Wording, token: (slot: Slot) => string) {
  const { preferences } = config.links;
  const unsubscribe = token({ name: 'unsubscribeUrl', fallback: '' });
  return [
    ...(preferences === undefined ? [] : [{ text: wording.preferences, url: preferences }]),
    { text: wording.unsubscribe, url: unsubscribe },
  ];
}
