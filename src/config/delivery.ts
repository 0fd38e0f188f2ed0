import * as z from 'zod';
import { addressFault } from '../base/address.ts';

const count = z.int().min(1, 'must be a whole number of 1 or more');
export const connections = count.max(200, 'must be at most 200');
const minutes = z.number().positive('must be a number of minutes above 0');

/** The most letters to send per second, minute and hour; every limit that is set applies. */
export const rate = z
  .strictObject({ perSecond: count, perMinute: count, perHour: count })
  .partial();

const provider = rate.extend({ maxConnections: connections.optional() });

/** How letters are sent; documented in docs/delivery.md. */
export const deliverySchema = z.strictObject({
  /** Connections per server, and letters per connection; SMTP_URL overrides both. */
  maxConnections: connections.default(5),
  maxMessages: count.default(100),
  rate: rate.default({}),
  /** Limits per mailbox provider: gmail, microsoft, yahoo, apple, a domain, or others. */
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
      /** Wait before the second attempt; each further wait is twice as long. */
      firstMinutes: minutes.default(5),
      longestMinutes: minutes.default(60),
      /** How long `send` waits for deferred letters, or for a server that does not respond. */
      patienceMinutes: z.number().min(0).default(15),
    })
    .prefault({}),
  /** When a letter that has not been accepted expires. */
  expireHours: z.number().positive().default(24),
  /** A run pauses if that many of the last `window` letters had the same outcome. */
  pause: z
    .strictObject({
      window: count.default(100),
      refused: count.default(30),
      policy: count.default(10),
      deferred: count.default(60),
    })
    .prefault({}),
  /** Allows unencrypted connections to servers other than this machine. */
  allowPlaintext: z.boolean().default(false),
  /** The header in which the provider expects an idempotency key, which is constant per letter. */
  idempotencyHeader: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'must be a header name')
    .optional(),
  /** Where bounces go: bounces@example.com makes the return path bounces+ID@example.com. */
  bounces: z
    .string()
    .trim()
    .refine(
      (text) => addressFault(text) === undefined && /^[\x21-\x7e]+$/.test(text),
      'must be an email address such as bounces@example.com',
    )
    .optional(),
});

/** A DKIM signature (RFC 6376, RFC 8463). The private key is in the environment. */
export const dkimSchema = z.strictObject({
  selector: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i, 'must be a selector such as briefing2026'),
  /** Default: the domain of the sender. */
  domain: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'must be a domain such as example.com')
    .optional(),
  /** Must match the public DNS record of the selector. */
  algorithm: z.enum(['rsa-sha256', 'ed25519-sha256']).default('rsa-sha256'),
  /** The environment variable with the private key in PEM. */
  keyFrom: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, 'must be the name of an environment variable')
    .default('DKIM_PRIVATE_KEY'),
});
