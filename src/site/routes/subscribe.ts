/** Signing up: the form, and what is sent with it from here or from a page that embeds it. */
import { Hono, type Context } from 'hono';
import { cors } from 'hono/cors';
import type { Asked } from '../../subscribers/sign-ups.ts';
import type { Form } from '../form.ts';
import { speechFor, type Speech } from '../language.ts';
import type { Site } from '../options.ts';
import { letFormLeadTo, letScriptRun } from '../headers.ts';
import { embedPage } from '../pages/embed.ts';
import { faultPage } from '../pages/fault.ts';
import {
  askedPage,
  formPage,
  wordingOf,
  type FormView,
  type ShownForm,
} from '../pages/subscribe.ts';
import { fieldsOf, wantsJson } from '../sign-up/fields.ts';
import { judge, MOST_ADDRESS, needsProof, type Verdict } from '../sign-up/judge.ts';
import { networksOf, truncatedAddress } from '../sign-up/networks.ts';
import { challengeFor, PROOF_SCRIPT } from '../sign-up/proof.ts';
import { snippetFor } from '../sign-up/snippet.ts';
import { makeReadyTicket, makeTicket } from '../sign-up/ticket.ts';
import { SIGN_UP_WORDS } from '../wording/sign-up.ts';
import type { Again, SignUpWords } from '../wording/sign-up-words.ts';

/** Returns the routes of the sign-up. */
export function subscribeRoutes(site: Site): Hono {
  const app = new Hono();
  const { embedFrom } = site.settings;
  app.use(
    '/subscribe',
    cors({ origin: [...embedFrom], allowMethods: ['GET', 'POST'], allowHeaders: ['Content-Type'] }),
  );
  // People type the bare address of the site.
  app.get('/', (context) => context.redirect(`${site.base}/subscribe`));
  app.get('/subscribe', async (context) => {
    const view = await shown(viewOf(site, context, queryOf(context)));
    return wantsJson(context) ? context.json(describe(view)) : showForm(context, view, 200);
  });
  app.get('/s/proof.js', (context) =>
    context.body(PROOF_SCRIPT, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=3600',
    }),
  );
  app.post('/subscribe', async (context) => {
    const fields = await fieldsOf(context);
    if (!fields) return context.html(faultPage(site, context, 'notAllowed'), 415);
    const view = viewOf(site, context, fields);
    const verdict = await judge(site, { context, fields, form: view.form, email: view.email });
    return answer(context, view, await settle(site, context, view, verdict));
  });
  app.get('/s/embed', async (context) => {
    const speech = speechFor(SIGN_UP_WORDS, context, site.newsletter);
    const snippet = await snippetFor(site, speech.words, 'my-site');
    return context.html(embedPage(site, speech, snippet));
  });
  return app;
}

type Outcome = { readonly kind: 'again'; readonly why: Again } | Pick<Asked, 'kind'>;

async function settle(
  site: Site,
  context: Context,
  view: FormView,
  verdict: Verdict,
): Promise<Outcome> {
  if (verdict.kind === 'again' || verdict.kind === 'full') return verdict;
  if (verdict.kind === 'ignore') return { kind: 'now' };
  const { held, doubtful, notBefore } = verdict;
  const { settings, ports, clock, onEvent } = site;
  const { email, name, topics, speech } = view;
  const ip = settings.consentIp === 'none' ? undefined : truncatedAddress(site.clientOf(context));
  const asked = await ports.signUps.ask({
    ...{ email, held, doubtful, locale: speech.locale, wording: wordingOf(view) },
    source: `sign-up form "${view.form}"`,
    page: pageOf(site, context),
    ...(name !== '' && { name }),
    ...(topics.length > 0 && { topics }),
    ...(ip !== undefined && { ip }),
    ...(notBefore && { notBefore }),
  });
  const until = new Date(clock().getTime() + 3_600_000);
  if (asked.capReached && (await ports.limits.useOnce('told:cap', until))) {
    onEvent({ kind: 'sign-up-cap' });
  }
  return asked;
}

/** The page that the form was on: of this site, or of one that may embed it. */
function pageOf({ settings }: Site, { req }: Context): string {
  const referrer = URL.parse(req.header('referer') ?? '');
  const origin = req.header('origin') ?? '';
  if (referrer && settings.embedFrom.includes(referrer.origin)) {
    return `${referrer.origin}${referrer.pathname}`.slice(0, 500);
  }
  return settings.embedFrom.includes(origin) ? origin : `${settings.url}/subscribe`;
}

const STATUS = { now: 200, later: 200, full: 503 } as const;
const AGAIN = { invalid: 422, 'no-mail': 422, expired: 200, used: 200, 'one-more': 200 } as const;

async function answer(context: Context, view: FormView, outcome: Outcome): Promise<Response> {
  const json = wantsJson(context);
  if (outcome.kind === 'again') {
    const again = await shown(view, outcome.why);
    const status = json ? 422 : AGAIN[outcome.why];
    return json
      ? context.json({ status: outcome.why, ...describe(again) }, status)
      : showForm(context, again, status);
  }
  const { kind } = outcome;
  if (kind === 'full') context.header('Retry-After', '86400');
  if (json) return context.json({ status: kind, message: view.speech.words[kind] }, STATUS[kind]);
  if (kind === 'now' && view.next !== undefined) return context.redirect(view.next, 303);
  return context.html(askedPage(view, kind), STATUS[kind]);
}

/** Signs a form, and adds a challenge if browsers have to work. */
async function shown(view: FormView, why?: Again): Promise<ShownForm> {
  const { site } = view;
  const signed = view.ticket(view.email !== '');
  const challenge = (await needsProof(site)) ? await challengeFor(site.secrets, signed) : undefined;
  return {
    ...view,
    signed,
    ...(challenge !== undefined && { challenge }),
    ...(why !== undefined && { why }),
  };
}

/** What a page with its own form needs to know. */
function describe(view: ShownForm) {
  const { words } = view.speech;
  return {
    ...(view.why !== undefined && { message: words.again[view.why] }),
    form: view.form,
    ticket: view.signed,
    ...(view.challenge !== undefined && { challenge: JSON.parse(view.challenge) as unknown }),
    topics: view.site.newsletter.topics,
    wording: wordingOf(view),
  };
}

/** The form may lead on to the page that `next` names, so the browser has to allow that. */
function showForm(context: Context, view: ShownForm, status: 200 | 422): Response {
  if (view.challenge !== undefined) letScriptRun(context);
  if (view.next !== undefined) {
    letFormLeadTo(context, new URL(view.next).origin);
  }
  return context.html(formPage(view), status) as Response;
}

function queryOf({ req }: Context): Form {
  return {
    text: (name, most) =>
      (['form', 'next'].includes(name) ? (req.query(name) ?? '') : '').slice(0, most),
    texts: () => [],
  };
}

const FORM_NAME = /^[a-z0-9-]{1,40}$/;
/** A link has no place in a name. */
const LINK =
  /:\/\/|www\.|\b[\w-]+\.(?:com|net|org|info|ru|cn|xyz|top|shop|site|online|link|click)\b/i;

/** Formatting that could turn a text around; joiners belong to scripts. */
const INVISIBLE = /(?![\u200c\u200d])\p{Cf}/gu;

function viewOf(site: Site, context: Context, fields: Form): FormView {
  const { newsletter, clock, secrets, settings } = site;
  const speech: Speech<SignUpWords> = speechFor(SIGN_UP_WORDS, context, newsletter);
  const form = fields.text('form', 41);
  const name = fields.text('name', 100);
  const named = {
    secrets,
    listId: newsletter.listId,
    form: FORM_NAME.test(form) ? form : 'page',
    network: networksOf(site.clientOf(context))?.near,
  };
  const next = nextOf(fields.text('next', 500), settings);
  return {
    site,
    speech,
    form: named.form,
    email: fields.text('email', MOST_ADDRESS + 1),
    name: LINK.test(name) ? '' : name.replace(INVISIBLE, ''),
    topics: fields.texts('topics').filter((topic) => Object.hasOwn(newsletter.topics, topic)),
    ticket: (isFilled) => (isFilled ? makeReadyTicket : makeTicket)(named, clock()),
    ...(next !== undefined && { next }),
  };
}

/** Where a form leads on to: a page of this site or of one that may embed it. */
function nextOf(text: string, { url, embedFrom }: Site['settings']): string | undefined {
  const parsed = URL.parse(text);
  const isAllowed = parsed && [new URL(url).origin, ...embedFrom].includes(parsed.origin);
  return isAllowed === true &&
    /^https?:$/.test(parsed.protocol) &&
    `${parsed.username}${parsed.password}` === ''
    ? parsed.href
    : undefined;
}
