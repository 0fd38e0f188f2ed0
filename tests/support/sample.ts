/** The sample edition as the tests use it, and small articles of any text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Article } from '../../src/article/article.ts';
import { parseArticle } from '../../src/article/parse.ts';
import { validateConfig } from '../../src/config/validate.ts';
import { listIdOf, type Config, type ConfigInput } from '../../src/config/schema.ts';
import { assembleEdition } from '../../src/edition/assemble.ts';
import type { Edition } from '../../src/edition/edition.ts';
import type { Sender } from '../../src/letter/recipient.ts';
import { describe, type Result } from '../../src/base/problem.ts';
import { renderEdition, type Rendered } from '../../src/render/render.ts';
import { loadTheme, type Theme } from '../../src/render/theme.ts';

export const ROOT = join(import.meta.dirname, '..', '..');
export const SAMPLE = join(ROOT, 'content', '2023-06-14-blinken-beijing.txt');

const NAME = { id: '2023-06-14-blinken-beijing', date: '2023-06-14' };

export function need<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.problems.map((each) => describe(each).finding).join('\n'));
}

export function sampleConfig(own: Partial<ConfigInput> = {}): Config {
  const base: ConfigInput = {
    name: 'The Politics Briefing',
    from: { name: 'The Politics Briefing', email: 'briefing@example.com' },
    replyTo: 'desk@example.com',
    postalAddress: 'The Politics Briefing, 1 Example Square, Springfield',
    timeZone: 'America/New_York',
    links: { home: 'https://example.com/' },
  };
  return validateConfig({ ...base, ...own }, 'broadsheet.config.ts');
}

export function sampleEdition(config = sampleConfig()): Edition {
  return editionOf(readFileSync(SAMPLE), config);
}

/** An edition of a source, as bytes or as text. */
export function editionOf(source: Uint8Array | string, config = sampleConfig()): Edition {
  const parsed = need(parseArticle(Buffer.from(source), `content/${NAME.id}.txt`));
  return need(assembleEdition(NAME, [parsed], config));
}

/** The sample edition with some fields of its article put otherwise. */
export function editionWith(article: Partial<Article>): Edition {
  const edition = sampleEdition();
  return { ...edition, lead: { ...edition.lead, ...article } };
}

export function sampleTheme(name = 'morning'): Theme {
  return need(loadTheme(name, [join(ROOT, 'templates')], ROOT));
}

export async function render(
  edition = sampleEdition(),
  config = sampleConfig(),
  theme = sampleTheme(),
): Promise<Rendered> {
  return need(await renderEdition(edition, config, theme));
}

export function sampleSender(config = sampleConfig()): Sender {
  const { name, from, replyTo } = config;
  return { name, from, replyTo, listId: listIdOf(config) };
}
