import type { Article } from '../article/article.ts';
import { phrase, type Wording } from '../config/wording.ts';

/** By what dates and times are written. */
export interface Calendar {
  readonly locale: string;
  readonly timeZone: string;
  /** The edition's, YYYY-MM-DD. */
  readonly date: string;
}

type About = Pick<Article, 'byline' | 'authors' | 'published' | 'updated'>;

/** Returns who wrote a story, and when it was published and updated, as far as its source says so. */
export function bylineOf(
  article: About,
  wording: Pick<Wording, 'by' | 'updated'>,
  calendar: Calendar,
): string | undefined {
  const parts = [namesOf(article, wording, calendar), ...timesOf(article, wording, calendar)];
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? undefined : known.join(' · ');
}

/** As the source words it, otherwise made of the authors' names. */
function namesOf(
  { byline, authors = [] }: About,
  { by }: Pick<Wording, 'by'>,
  { locale }: Calendar,
) {
  if (byline !== undefined || authors.length === 0) return byline;
  const names = new Intl.ListFormat(locale, { type: 'conjunction' }).format(authors);
  return phrase(by, { names });
}

/** The edition's own date, which the letter has at its top, is not repeated. */
function timesOf(
  { published, updated }: About,
  wording: Pick<Wording, 'updated'>,
  calendar: Calendar,
): readonly string[] {
  const isNews = published !== undefined && published !== calendar.date;
  return [
    ...(isNews ? [writtenTime(published, calendar)] : []),
    ...(updated === undefined || updated === published
      ? []
      : [phrase(wording.updated, { time: writtenTime(updated, calendar) })]),
  ];
}

const DATE = { year: 'numeric', month: 'long', day: 'numeric' } as const;
const TIME = { ...DATE, hour: 'numeric', minute: '2-digit' } as const;
const HAS_TIME = /\dT\d/;
const HAS_OFFSET = /(?:Z|[+-]\d\d:?\d\d)$/;

/** Writes an ISO 8601 date or time in the language; one with an offset as in the newsletter's zone. */
function writtenTime(iso: string, { locale, timeZone }: Calendar): string {
  const hasTime = HAS_TIME.test(iso);
  const isInstant = hasTime && HAS_OFFSET.test(iso);
  const time = new Date(isInstant ? iso : `${iso}${hasTime ? '' : 'T12:00'}Z`);
  if (Number.isNaN(time.getTime())) return iso;
  const format = { ...(hasTime ? TIME : DATE), timeZone: isInstant ? timeZone : 'UTC' };
  return new Intl.DateTimeFormat(locale, format).format(time);
}
