/** What a reader sets on their page, at once. */
import { html } from 'hono/html';
import type { Choices } from '../subscribers/readers.ts';
import type { ConsentSource } from '../subscribers/reader.ts';
import { isTimeZone } from '../base/time-zone.ts';
import { networkOf } from './client-address.ts';
import { LANGUAGES } from './pages/language-form.ts';
import type { Markup } from './pages/layout.ts';
import { dayOf, PAUSE_WEEKS } from './pages/reader.ts';
import type { FormAction, FormOutcome, SentForm } from './reader-form.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

/** The forms of choices, by the last part of their address. */
export const readerChoices = {
  topics: async (sent) => {
    const { site, form } = sent;
    const asked = form.texts('topics');
    const topics = Object.keys(site.newsletter.topics).filter((topic) => asked.includes(topic));
    await choose(sent, { topics });
    if (topics.length === 0) return { kind: 'done', words: 'noTopicSaved' };
    const names = topics.map((topic) => site.newsletter.topics[topic] ?? topic);
    return { kind: 'done', words: 'topicsSaved', values: { topics: listed(sent, names) } };
  },
  pause: async (sent) => {
    const { site, form } = sent;
    const weeks = PAUSE_WEEKS.find((each) => String(each) === form.text('weeks', 2));
    if (weeks === undefined) return { kind: 'nothing' };
    const pausedUntil = new Date(site.clock().getTime() + weeks * WEEK_MS);
    await choose(sent, { pausedUntil });
    return pausedUntilThen(sent, pausedUntil);
  },
  resume: async (sent) => {
    await choose(sent, { pausedUntil: null });
    return { kind: 'done', words: 'resumed' };
  },
  language: async (sent) => {
    const locale = LANGUAGES.find((tag) => tag === sent.form.text('locale', 20));
    const zone = sent.form.text('timeZone', 60);
    const timeZone = isTimeZone(zone) ? zone : undefined;
    if (locale === undefined && timeZone === undefined) return { kind: 'nothing' };
    const choices = { ...(locale && { locale }), ...(timeZone && { timeZone }) };
    await choose(sent, choices);
    return { kind: 'done', words: 'languageSaved' };
  },
  return: async (sent) => {
    const { site, view } = sent;
    const { words } = view.speech;
    const source = { ...sourceOf(sent), wording: words.comeBack };
    const { readerId } = view.reader;
    const isBack = await site.ports.readers.comeBack(readerId, source);
    if (!isBack) return { kind: 'done', words: 'cantComeBack' };
    // All is as before, a pause too: "you get it again" would not be true yet.
    const back = await site.ports.readers.find(readerId);
    if (back?.state.kind === 'paused') return pausedUntilThen(sent, back.state.until);
    return { kind: 'done', words: 'cameBack' };
  },
} as const satisfies Record<string, FormAction>;

function pausedUntilThen({ site, view }: SentForm, until: Date): FormOutcome {
  const date = dayOf(until, view.speech.locale, site.newsletter.timeZone);
  return { kind: 'done', words: 'pauseSaved', values: { date: html`${date}` } };
}

async function choose(sent: SentForm, choices: Choices): Promise<void> {
  await sent.site.ports.readers.choose(sent.view.reader.readerId, choices, sourceOf(sent));
}

/** Where a change comes from, for the record of consent. */
function sourceOf({ site, context, view }: SentForm): ConsentSource {
  const { settings, clientOf } = site;
  const ip = settings.consentIp === 'truncated' ? clientOf(context) : undefined;
  return {
    source: 'preferences page',
    page: `${settings.url}/p/`,
    locale: view.speech.locale,
    ...(ip !== undefined && { ip: networkOf(ip, 3) }),
  };
}

/** Names as the language lists them: A, B and C. */
function listed({ view }: SentForm, names: readonly string[]): Markup {
  const parts = new Intl.ListFormat(view.speech.locale).formatToParts(names);
  return html`${parts.map(({ type, value }) =>
    type === 'element' ? html`<bdi>${value}</bdi>` : value,
  )}`;
}
