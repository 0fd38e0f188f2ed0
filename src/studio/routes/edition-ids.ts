import type { MiddlewareHandler } from 'hono';
import { parseEditionName } from '../../edition/name.ts';

/**
 * Answers 404 to a request that names an edition by anything but an id, such as by a path, before a
 * route sees it. `idIn` returns the id that a request names, undefined if it names none.
 */
export function onlyEditionIds(
  idIn: (context: Parameters<MiddlewareHandler>[0]) => string | undefined,
): MiddlewareHandler {
  return async (context, next) => {
    const id = idIn(context);
    if (id !== undefined && parseEditionName(id)?.id !== id) return context.notFound();
    await next();
    return undefined;
  };
}
