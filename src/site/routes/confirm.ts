/** The link of a confirmation mail: a page that asks for one click, and the click. */
import { Hono, type Context } from 'hono';
import { readToken } from '../../letter/token.ts';
import type { Confirmed, SignUpStanding } from '../../subscribers/sign-ups.ts';
import { speechFor } from '../language.ts';
import type { Site } from '../options.ts';
import { confirmPage, confirmResultPage, type ConfirmView } from '../pages/confirm.ts';
import { faultPage } from '../pages/fault.ts';
import { SIGN_UP_WORDS } from '../wording/sign-up.ts';

/** GET changes nothing: programs that follow links confirm nobody. */
export function confirmRoutes(site: Site): Hono {
  const app = new Hono();
  app.get('/confirm/:token', async (context) => {
    const id = signUpOf(site, context);
    if (id === undefined) return context.html(faultPage(site, context, 'badLink'), 404);
    const standing = await site.ports.signUps.find(id);
    return show(context, viewOf(site, context, id, standing), standing);
  });
  app.post('/confirm/:token', async (context) => {
    const id = signUpOf(site, context);
    if (id === undefined) return context.html(faultPage(site, context, 'badLink'), 404);
    const { newestEdition } = site.settings;
    const confirmed = await site.ports.signUps.confirm(id, { newestEdition });
    return show(context, viewOf(site, context, id, confirmed), confirmed, true);
  });
  return app;
}

/** The signature is checked before anything is looked up. */
function signUpOf({ newsletter, secrets }: Site, context: Context): string | undefined {
  return readToken('sign-up', context.req.param('token') ?? '', newsletter.listId, secrets);
}

function viewOf(
  site: Site,
  context: Context,
  signUpId: string,
  standing: SignUpStanding | Confirmed,
): ConfirmView {
  const locale = 'locale' in standing ? standing.locale : undefined;
  return { site, signUpId, speech: speechFor(SIGN_UP_WORDS, context, site.newsletter, locale) };
}

function show(
  context: Context,
  view: ConfirmView,
  standing: SignUpStanding | Confirmed,
  isDone = false,
): Response {
  switch (standing.kind) {
    case 'open':
      return context.html(confirmPage(view, standing.email)) as Response;
    case 'confirmed': {
      const { readerId } = standing;
      if (readerId === undefined) return context.html(confirmResultPage(view, 'left')) as Response;
      const result = isDone ? 'confirmed' : 'already';
      return context.html(confirmResultPage(view, result, readerId)) as Response;
    }
    case 'suppressed':
      return context.html(confirmResultPage(view, 'suppressed')) as Response;
    default:
      return context.html(confirmResultPage(view, 'expired'), 410) as Response;
  }
}
