import * as z from 'zod';
import { connections, rate } from './delivery.ts';
import { webUrlSchema } from '../base/web-url-schema.ts';

/** A line of a header has at most 998 characters (RFC 5322 2.1.1), and holds it with a token. */
const LONGEST_URL = 200;
const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:\/|$)/;

const origin = webUrlSchema.transform((text, context) => {
  const url = new URL(text);
  if (url.pathname === '/' && url.search === '' && url.hash === '') return url.origin;
  context.addIssue({ code: 'custom', message: 'must be an origin such as https://example.com' });
  return z.NEVER;
});

/** The public pages of the newsletter, which `serve` answers; documented in docs/site.md. */
export const siteSchema = z.strictObject({
  /** Where the pages are, as readers reach them: the only source of the links in letters. */
  url: webUrlSchema
    .refine(
      (text) => /^https:[^?#]+$/.test(text) || (LOOPBACK.test(text) && !/[?#]/.test(text)),
      'must be an https URL without ? and #, or http://localhost to try it',
    )
    .refine((text) => text.length <= LONGEST_URL, `must have at most ${LONGEST_URL} characters`)
    .transform((text) => text.replace(/\/+$/, '')),
  /** The proxies in front: their addresses and networks, or how many there are. */
  trustedProxies: z
    .union([
      z.int().min(0).max(10),
      z.array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()])).readonly(),
    ])
    .default([]),
  /** Other sites that have the sign-up form on their pages. */
  embedFrom: z.array(origin).readonly().default([]),
  /**
   * When browsers do a second of work before they send the sign-up form: never, while many sign up,
   * or always. Sign-ups without proof of it wait behind the others.
   */
  proofOfWork: z
    .enum(['off', 'busy', 'always'], 'must be "off", "busy" or "always"')
    .default('busy'),
  /** How much of the IP address the record of consent keeps. */
  consentIp: z.enum(['none', 'truncated'], 'must be "none" or "truncated"').default('none'),
  /** Whether a new reader gets the newest edition at once. */
  newestEdition: z.boolean().default(false),
  /** How fast the mails of the site are sent, apart from the letters. */
  mails: rate
    .extend({ maxConnections: connections.default(2) })
    .default({ maxConnections: 2, perSecond: 5 }),
});

export type SiteSettings = Readonly<z.output<typeof siteSchema>>;
