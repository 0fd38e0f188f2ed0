import type { Environment } from '../../config/environment.ts';
import { listIdOf, type Config } from '../../config/schema.ts';
import { linksOf } from '../../config/links.ts';
import type { Sender } from '../../letter/recipient.ts';
import { parseSecrets } from '../../base/secrets.ts';

/** Signs unsubscribe links where nothing is sent: in a build, in a check. */
const STAND_IN_SECRET = 'a-stand-in-where-nothing-is-sent-with-it';

/** Returns what every letter says of its sender. Throws UserError if BROADSHEET_SECRET is bad. */
export function senderOf(config: Config, env: Environment): Sender {
  const { name, from, replyTo, delivery } = config;
  const { unsubscribe: url, page } = linksOf(config);
  const { bounces, idempotencyHeader } = delivery;
  const unsubscribe =
    url === undefined
      ? undefined
      : { url, page, secrets: parseSecrets(env['BROADSHEET_SECRET'] ?? STAND_IN_SECRET) };
  return { name, from, replyTo, listId: listIdOf(config), unsubscribe, bounces, idempotencyHeader };
}
