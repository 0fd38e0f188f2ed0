import { randomUUID } from 'node:crypto';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../base/problem.ts';
import { UserError } from '../../base/user-error.ts';
import { loadConfig } from '../../config/load.ts';
import type { Stories, StoryDraft } from '../../studio/story.ts';
import { editionById } from '../editions.ts';
import { correctDraft, partsOf } from '../new/correct.ts';
import { readDraft, type Draft } from '../new/draft.ts';
import { storyFacts } from '../new/facts.ts';
import { openGiven } from '../new/open-source.ts';
import { withoutLoneCaptions } from '../new/pictures.ts';
import { saveDraft } from '../new/save.ts';
import { valueOf } from '../problems-error.ts';
import type { Workspace } from '../workspace.ts';
import { failureOf } from './failure.ts';

/** A draft can hold the pictures of a document. */
const MOST_DRAFTS = 8;

/** Reads stories for the studio, and keeps the latest drafts until they are saved. */
export function storyDrafts(workspace: Workspace): Stories {
  const drafts = new Map<string, Draft>();
  const sent = new Map<string, ReturnType<Stories['saveStory']>>();
  const keep = (draft: Draft): string => {
    const token = randomUUID();
    drafts.set(token, draft);
    const [oldest] = drafts.keys();
    if (drafts.size > MOST_DRAFTS && oldest !== undefined) drafts.delete(oldest);
    return token;
  };
  return {
    readStory: async (given) => {
      try {
        const draft = withoutLoneCaptions(
          valueOf(await readDraft(workspace, await openGiven(given))),
        );
        return { ok: true, draft: await shownDraft(workspace, draft, keep(draft)) };
      } catch (error) {
        return { ok: false, failure: failureIn(error) };
      }
    },
    saveStory: (token, parts, into) => {
      // A form that is sent twice, such as by a double click, is saved once.
      const form = JSON.stringify([token, parts, into]);
      const saved = sent.get(form) ?? save(token, parts, into);
      sent.set(form, saved);
      const forget = () => sent.delete(form);
      saved.then(({ ok }) => ok || forget(), forget);
      const [oldest] = sent.keys();
      if (sent.size > MOST_DRAFTS && oldest !== undefined) sent.delete(oldest);
      return saved;
    },
  };

  async function save(...[token, parts, into]: Parameters<Stories['saveStory']>) {
    const draft = drafts.get(token);
    if (!draft) return { ok: false, failure: FORGOTTEN } as const;
    try {
      const corrected = valueOf(await correctDraft(workspace, draft, parts));
      // An id from outside is never read as a path.
      if (into !== undefined && !editionById(workspace, into)) throw noSuchEdition();
      const { edition } = await saveDraft(workspace, corrected, { into });
      drafts.delete(token);
      return { ok: true, edition } as const;
    } catch (error) {
      const shown = { ...(await shownDraft(workspace, draft, token)), parts };
      return { ok: false, failure: failureIn(error), draft: shown } as const;
    }
  }
}

const FORGOTTEN = {
  kind: 'mistake',
  message: 'The studio no longer has this story.',
  remedy: 'Bring it in again: the text below is what you had.',
} as const;

function noSuchEdition(): UserError {
  return new UserError(
    'The edition is no longer there: it was renamed or deleted.',
    'Bring the story in as an edition of its own, or open the edition again.',
  );
}

function failureIn(error: unknown) {
  if (error instanceof UserError) return failureOf(error);
  throw error;
}

function withoutPlace({ code, severity, detail }: Problem): Problem {
  return { code, severity, ...defined({ detail }) };
}

async function shownDraft(workspace: Workspace, draft: Draft, token: string): Promise<StoryDraft> {
  const { locale } = await loadConfig(workspace.root);
  const { leftOut, subject, preheader, words } = storyFacts(draft, locale);
  const { image } = draft.article;
  return {
    token,
    source: draft.source.shown,
    parts: partsOf(draft),
    subject,
    preheader,
    hasImage: image !== undefined,
    pictures: draft.pictures.length,
    leftOut,
    // A draft has no file yet that could be opened.
    notes: draft.notes.map(withoutPlace),
    words,
  };
}
