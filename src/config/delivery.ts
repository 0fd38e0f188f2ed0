import * as z from 'zod';
import { addressFault } from '../base/address.ts';

const count = z.int().min(1, 'must be a whole number of 1 or more');
const connections = count.max(200, 'must be at most 200');
const minutes = z.number().positive('must be a number of minutes');

/** How many letters may go out in a second, a minute and an hour; each that is set holds. */
const rate = z.strictObject({ perSecond: count, perMinute: count, perHour: count }).partial();

const provider = rate.extend({ maxConnections: connections.optional() });

/** How letters are sent; docs/delivery.md is the page about it. */
export const deliverySchema = z.strictObject({
  /** Connections to a server, and letters on each; what SMTP_URL says wins. */
  maxConnections: connections.default(5),
  maxMessages: count.default(100),
  rate: rate.default({}),
  /** Limits by mailbox provider: gmail, microsoft, yahoo, apple, a domain, or others for the rest. */
  providers: z
    .record(
      z
        .string()
        .regex(
          /^(gmail|microsoft|yahoo|apple|others|[a-z0-9-]+(\.[a-z0-9-]+)+)$/,
          'must be gmail, microsoft, yahoo, apple, others or a domain',
        ),
      provider,
    )
    .default({}),
  retry: z
    .strictObject({
      /** Before the second try; each further wait is twice as long. */
      firstMinutes: minutes.default(5),
      longestMinutes: minutes.default(60),
      /** How long `send` stays for what was put off, or for a server that does not answer. */
      patienceMinutes: z.number().min(0).default(15),
    })
    .prefault({}),
  /** When a letter that is still not accepted is too late to be news. */
  expireHours: z.number().positive().default(24),
  /** A run pauses when so many of the last `window` letters met one fate. */
  pause: z
    .strictObject({
      window: count.default(100),
      refused: count.default(30),
      policy: count.default(10),
      deferred: count.default(60),
    })
    .prefault({}),
  /** Lets letters and passwords go in the clear to servers that are not this machine. */
  allowPlaintext: z.boolean().default(false),
  /** A header in which the provider expects a key that is the same for the same letter. */
  idempotencyHeader: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'must be the name of a header')
    .optional(),
  /** Where bounces go: bounces@example.com makes the return path bounces+ID@example.com. */
  bounces: z
    .string()
    .trim()
    .refine(
      (text) => addressFault(text) === undefined && /^[\x21-\x7e]+$/.test(text),
      'must be an e-mail address such as bounces@example.com',
    )
    .optional(),
});

/** A DKIM signature (RFC 6376, RFC 8463); the private key itself stands in the environment. */
export const dkimSchema = z.strictObject({
  selector: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i, 'must be a selector such as briefing2026'),
  /** Otherwise the domain of the sender. */
  domain: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'must be a domain such as example.com')
    .optional(),
  /** What the selector's public record says. */
  algorithm: z.enum(['rsa-sha256', 'ed25519-sha256']).default('rsa-sha256'),
  /** The variable that holds the private key in PEM. */
  keyFrom: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, 'must be the name of an environment variable')
    .default('DKIM_PRIVATE_KEY'),
});
