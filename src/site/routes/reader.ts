/** A reader's own page, and what its forms do. */
import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import { agentClass } from '../agent.ts';
import type { Leave } from '../departures.ts';
import { formOf, type Form } from '../form.ts';
import { openedBy, readerSpeech } from '../opened-link.ts';
import type { Site } from '../options.ts';
import { isForeign } from '../own-forms.ts';
import { leftPage, notOnListPage, unknownPage } from '../pages/departed.ts';
import { faultPage } from '../pages/fault.ts';
import { filled } from '../pages/filled.ts';
import type { Markup } from '../pages/layout.ts';
import { readerPage, valuesOf, type ReaderView } from '../pages/reader.ts';
import { readerChoices } from '../reader-choices.ts';
import { readerMails } from '../reader-mails.ts';
import type { FormOutcome, SentForm } from '../reader-form.ts';
import { REASONS } from '../wording/reader-words.ts';

/** Returns the routes of a reader's page. */
export function readerRoutes(site: Site, leave: Leave): Hono {
  const app = new Hono();
  const show = async (context: Context<object, '/p/:token'>) => {
    const opened = await openedBy(site, context, context.req.param('token'));
    if (opened.kind === 'malformed') {
      return context.html(faultPage(site, context, 'badLink'), 404);
    }
    if (opened.kind === 'unknown') return context.html(unknownPage({ site, ...opened }));
    return context.html(pageOf({ site, ...opened }));
  };
  app.get('/u/:token', show);
  app.get('/p/:token', show);
  // Where a form was sent to, opened again from the history.
  app.get('/p/:token/:form', show);

  const on = (form: string, answer: (sent: SentForm) => Promise<Response>) => {
    app.post(`/p/:token/${form}`, async (context) => {
      if (isForeign(context, site.settings.url)) {
        return context.html(faultPage(site, context, 'foreign'), 403);
      }
      const opened = await openedBy(site, context, context.req.param('token'));
      if (opened.kind === 'malformed') {
        return context.html(faultPage(site, context, 'badLink'), 404);
      }
      if (opened.kind === 'unknown') return context.html(unknownPage({ site, ...opened }));
      const view = { site, ...opened };
      return answer({ site, context, view, form: await formOf(context) });
    });
  };
  on('leave', async ({ context, view }) => {
    const { readerId } = view.reader;
    await leave({ readerId, how: 'page', agent: agentClass(context) });
    return context.html(leftPage(view));
  });
  on('reason', async ({ context, view, form }) => {
    const reason = reasonIn(form);
    if (reason !== '') await site.ports.readers.giveReason(view.reader.readerId, reason);
    return context.html(pageOf({ ...view, notice: html`${view.speech.words.reasonSaved}` }));
  });
  for (const [form, act] of Object.entries({ ...readerChoices, ...readerMails })) {
    on(form, async (sent) => shown(sent, await act(sent)));
  }
  return app;
}

/** Shows what a form came to, on the page as it is now. */
async function shown({ site, context, view }: SentForm, changed: FormOutcome): Promise<Response> {
  if (changed.kind === 'mistake') {
    const { form, typed } = changed;
    return context.html(pageOf({ ...view, mistake: { form, typed } }), 422);
  }
  const reader = (await site.ports.readers.find(view.reader.readerId)) ?? view.reader;
  const speech = readerSpeech(site, context, reader);
  const fresh = { ...view, reader, speech };
  if (changed.kind === 'nothing') return context.html(pageOf(fresh));
  const values = { ...valuesOf(fresh), ...changed.values };
  const notice = filled(speech.words[changed.words], values);
  return context.html(pageOf({ ...fresh, notice }));
}

function pageOf(view: ReaderView): Markup {
  return view.reader.state.kind === 'unsubscribed' ? notOnListPage(view) : readerPage(view);
}

const LONGEST_REASON = 500;

/** The reason as it is kept: what was chosen, and the reader's own words. */
function reasonIn(form: Form): string {
  const chosen = REASONS.find((reason) => reason === form.text('reason', 20)) ?? '';
  const words = form.text('words', LONGEST_REASON);
  return [chosen, words].filter((part) => part !== '').join(': ');
}
