import { listIdOf, type Config } from '../../config/schema.ts';
import { colorsOf } from '../../render/colors.ts';
import type { Newsletter } from '../../site/options.ts';

/** Returns what the site's pages say of a newsletter. */
export function newsletterOf(config: Config): Newsletter {
  const { name, locale, timeZone, topics, postalAddress, from, replyTo, links } = config;
  return {
    name,
    locale,
    timeZone,
    listId: listIdOf(config),
    topics,
    postalAddress,
    contact: (replyTo ?? from).email,
    ...(links.home !== undefined && { home: links.home }),
    colors: colorsOf(config),
  };
}
