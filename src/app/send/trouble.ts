import { plural } from '../../base/format.ts';
import { printable } from '../../base/printable.ts';
import type { SendEvent } from './result.ts';

/**
 * Returns what slows a sending down, as a sentence for an editor; undefined if nothing does any
 * more, and 'no change' if an event says nothing about it.
 */
export function troubleOf(event: SendEvent): string | undefined {
  switch (event.kind) {
    case 'server-silent':
      return `${event.name} has not answered for ${event.seconds} seconds. Still waiting.`;
    case 'server-failed':
      return `${event.name} can’t be used: ${printable(event.message)}`;
    case 'connection-failed':
      return `${event.server} can’t be reached: ${printable(event.failure.message)}. Trying again.`;
    case 'slowed':
      return `${event.server} asked for less: ${printable(event.reason)}`;
    case 'database-failed':
      return `The database does not answer: ${printable(event.reason)}. Trying again.`;
    case 'waiting':
      return `${plural(event.deferred, 'letter')} were deferred by their servers, and are tried again soon.`;
    case 'connected':
    case 'database-back':
    case 'started':
      return undefined;
    default:
      return 'no change';
  }
}
