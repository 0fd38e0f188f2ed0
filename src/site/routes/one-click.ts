/** One-click unsubscribing (RFC 8058): the URL of the List-Unsubscribe header. */
import { Hono } from 'hono';
import { agentClass } from '../agent.ts';
import type { Leave } from '../departures.ts';
import type { Site } from '../options.ts';
import { readerIdOf } from '../reader-id.ts';

/**
 * The token in the address is the proof: the body is not read, and neither an Origin nor a cookie is
 * needed (RFC 8058 3.2). The answer does not show whether a reader is on the list, has left or was erased. Never
 * redirects; fails only if the departure was not stored, so that the provider tries again.
 */
export function oneClickRoutes(site: Site, leave: Leave): Hono {
  const app = new Hono();
  app.post('/u/:token', async (context) => {
    const readerId = await readerIdOf(site, context.req.param('token'));
    if (readerId.kind === 'malformed') return context.text('This link is not valid.\n', 404);
    if (readerId.kind === 'found') {
      await leave({ readerId: readerId.id, how: 'one-click', agent: agentClass(context) });
    }
    return context.text('You are unsubscribed.\n');
  });
  return app;
}
