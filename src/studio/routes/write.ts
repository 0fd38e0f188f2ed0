import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { UserError } from '../../base/user-error.ts';
import type { Desk } from '../desk.ts';
import { FIELD_NAMES, type FileSaved, type StoryChange } from '../writing.ts';

const STATUS = { saved: 200, changed: 409, failed: 422 } as const;

const text = z.string();
const change = z.strictObject({
  base: text,
  file: text.exactOptional(),
  fields: z.partialRecord(z.enum(FIELD_NAMES), text).exactOptional(),
  frontMatter: text.exactOptional(),
  body: text.exactOptional(),
});

/** /editions/<id>/write/: reads and saves the stories of an edition, as JSON for the script. */
export function writeRoutes(desk: Desk): Hono {
  const app = new Hono();
  app.get('/editions/:id/write/', async (context) => {
    const { id, index } = storyIn(context);
    try {
      const story = await desk.storyFile(id, index);
      return story ? context.json(story) : await context.notFound();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return context.json(failure(error), STATUS.failed);
    }
  });
  app.post('/editions/:id/write/', async (context) => {
    const { id, index } = storyIn(context);
    const given = await changeIn(context);
    if (!given) return context.text('This is not a change of a story.', 400);
    const saved = await desk.changeStory(id, index, given);
    return saved ? context.json(saved, STATUS[saved.kind]) : context.notFound();
  });
  return app;
}

/** The story that an address names: `?story=1` is the second of the edition. */
function storyIn({ req }: Context): { readonly id: string; readonly index: number } {
  const story = req.query('story') ?? '0';
  return { id: req.param('id') ?? '', index: /^\d{1,4}$/.test(story) ? Number(story) : -1 };
}

async function changeIn({ req }: Context): Promise<StoryChange | undefined> {
  const body: unknown = await req.json().catch(() => undefined);
  return change.safeParse(body).data;
}

function failure({ message, remedy }: UserError): FileSaved {
  return { kind: 'failed', message, remedy };
}
