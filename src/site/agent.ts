/** What kind of program made a request, by its headers: evidence, not proof. */
import type { Context } from 'hono';
import type { AgentClass } from '../subscribers/reader.ts';

const CRAWLER =
  /bot\b|crawl|spider|scan|preview|slurp|headless|phantom|selenium|puppeteer|playwright|curl|wget|python|java\/|okhttp|go-http|libwww|axios|node-fetch|undici|proofpoint|mimecast|barracuda|safelinks|urldefense|trendmicro|symantec|sophos|fortinet|monitor/i;

const PROVIDER =
  /google(?!bot)|gmail|yahoo|ymail|apple|icloud|microsoft|outlook|office|exchange|fastmail|proton|zoho|mail\.ru|yandex(?!bot)|gmx|web\.de|mail/i;

/**
 * Classifies the program behind a request. A browser sends Sec-Fetch-Mode, or a language it accepts;
 * the servers of mailbox providers send neither (RFC 8058 3.2: no cookie and no other context).
 */
export function agentClass({ req }: Context): AgentClass {
  const agent = req.header('user-agent')?.trim() ?? '';
  if (agent === '') return 'none';
  if (CRAWLER.test(agent)) return 'crawler';
  const hasSite = req.header('sec-fetch-mode') !== undefined;
  if (hasSite || (/^mozilla\//i.test(agent) && req.header('accept-language') !== undefined)) {
    return 'browser';
  }
  return PROVIDER.test(agent) || !/^mozilla\//i.test(agent) ? 'provider' : 'browser';
}
