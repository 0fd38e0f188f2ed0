import * as z from 'zod';
import { addressFault, domainOf } from '../base/address.ts';
import { PROBLEM_CODES } from '../base/problem.ts';
import { webUrlSchema as url } from '../base/web-url-schema.ts';
import { deliverySchema, dkimSchema } from './delivery.ts';
import { audienceSchema, scheduleSchema, timeOfDay, timeZone } from '../schedule/settings.ts';
import { WORDING, type Wording } from './wording.ts';

const oneLine = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(500, 'must have at most 500 characters')
  .refine((text) => !/\p{Cc}/u.test(text), 'must be one line without control characters');

const httpsFolder = url
  .refine((text) => /^https:[^?#]+$/.test(text), 'must be an https URL without ? and #')
  .transform((text) => text.replace(/\/+$/, ''));

const email = z.string().transform((text, context) => {
  const address = text.trim();
  if (addressFault(address) === undefined) return address;
  context.addIssue({
    code: 'custom',
    message: 'must be an e-mail address such as news@example.com',
  });
  return z.NEVER;
});

const mailbox = z.union([
  email.transform((address) => ({ name: undefined, email: address })),
  z.strictObject({ name: oneLine.optional(), email }),
]);

const color = z.string().regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #9a1b1e');

const palette = z
  .strictObject({
    ground: color,
    paper: color,
    panel: color,
    ink: color,
    muted: color,
    rule: color,
    accent: color,
  })
  .partial();

const locale = z.string().refine(isLocale, 'must be a language tag such as en-US');

const storyLength = z.union([z.literal('full'), z.int().min(1)], {
  error: 'must be "full" or a number of paragraphs',
});

const severity = z.enum(['error', 'warning', 'note', 'off']);
const problemCode = z.enum(PROBLEM_CODES, 'must be the code of a problem, see docs/problems/');
const bytes = z.int().positive('must be a number of bytes');

const check = z.strictObject({
  /** Other severities than the codes have; "off" takes a check out. */
  severities: z.partialRecord(problemCode, severity).default({}),
  budgets: z
    .strictObject({
      htmlBytes: bytes.default(100_000),
      htmlWarningBytes: bytes.default(80_000),
      cssBytes: bytes.default(14_000),
      imageBytes: bytes.default(200_000),
      spamScore: z.number().default(5),
    })
    .prefault({}),
  /** What may pass, and why; an exception without a reason is a mistake. */
  exceptions: z
    .array(
      z.strictObject({
        code: problemCode,
        reason: oneLine,
        /** Only for this edition. */
        edition: oneLine.optional(),
      }),
    )
    .default([]),
});

/** What broadsheet.config.ts may say; docs/configuration.md is the page about it. */
export const configSchema = z.strictObject({
  /** The newsletter's name, as the masthead and the list's name show it. */
  name: oneLine,
  from: mailbox,
  replyTo: mailbox.optional(),
  /** The sender's postal address, which the law asks every newsletter to show. */
  postalAddress: oneLine,
  timeZone: timeZone.default('UTC'),
  locale: locale.default('en-US'),
  /** When an edition of a day is published, in the time zone; the letter's Date. */
  publishAt: timeOfDay.default('06:00'),
  /** When editions go out by themselves: `send --due`. */
  schedule: scheduleSchema.optional(),
  audience: audienceSchema.prefault({}),
  /** Whether `send` refuses what was not approved: `approve`. */
  requireApproval: z.boolean().default(false),
  /** The list's identifier (RFC 2919); made from the name and the sender's domain if absent. */
  listId: z
    .string()
    .regex(
      /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
      'must look like a domain name, such as briefing.example.com',
    )
    .optional(),
  links: z
    .strictObject({
      home: url,
      preferences: url,
      /** Where an edition stands on the web; {edition} is its id. */
      web: url.transform((text) => text.replaceAll('%7Bedition%7D', '{edition}')),
      /** Where one click unsubscribes (RFC 8058); {token} names the subscription. */
      unsubscribe: url
        .transform((text) => text.replaceAll('%7Btoken%7D', '{token}'))
        .refine(
          (text) => text.startsWith('https:') && text.split('{token}').length === 2,
          'must be an https URL with {token} in it, such as https://example.com/u/{token}',
        ),
    })
    .partial()
    .default({}),
  /** Where the pictures of dist/<edition>/images/ are put; without it they travel in the letter. */
  assets: z.strictObject({ baseUrl: httpsFolder }).partial().default({}),
  /** A picture in place of the name in the masthead. */
  logo: z
    .strictObject({ source: url, width: z.int().min(1).max(576), height: z.int().min(1).max(300) })
    .optional(),
  /** How much of the lead story the letter carries, and of each further one, where a URL leads on. */
  story: storyLength.default('full'),
  furtherStory: storyLength.default(2),
  /** Whether typed quotation marks and dashes become those of the language. */
  typography: z.boolean().default(true),
  /** Other words for the fixed ones of the letter. */
  wording: z
    .partialRecord(z.enum(Object.keys(WORDING) as readonly (keyof Wording)[]), oneLine)
    .default({}),
  /** Why the reader gets this; a sentence above the address in the footer. */
  reason: oneLine.optional(),
  check: check.prefault({}),
  delivery: deliverySchema.prefault({}),
  /** One signature, or an RSA and an Ed25519 one. */
  dkim: z.array(dkimSchema).max(4).default([]),
  theme: z
    .strictObject({
      name: z
        .string()
        .regex(/^[a-z][a-z0-9-]*$/, 'must be the name of a folder in templates/')
        .default('morning'),
      colors: z.strictObject({ light: palette, dark: palette }).partial().default({}),
    })
    .prefault({}),
});

/** The settings as a user writes them. */
export type ConfigInput = z.input<typeof configSchema>;

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** The settings, complete and frozen. */
export type Config = DeepReadonly<z.output<typeof configSchema>>;

function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

export function listIdOf({ listId, name, from }: Config): string {
  if (listId !== undefined) return listId;
  const label = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return `${label || 'newsletter'}.${domainOf(from.email)}`;
}
