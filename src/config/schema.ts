import * as z from 'zod';
import { addressFault, domainOf } from '../base/address.ts';
import { PROBLEM_CODES } from '../base/problem.ts';
import { webUrlSchema as url } from '../base/web-url-schema.ts';
import { deliverySchema, dkimSchema } from './delivery.ts';
import { audienceSchema, scheduleSchema, timeOfDay, timeZone } from '../schedule/settings.ts';
import { contradictions } from './links.ts';
import { PHRASE_NAMES } from './phrases.ts';
import { siteSchema } from './site.ts';
import { EVERYBODY, topicsOf } from '../subscribers/segment.ts';
import { segmentSchema } from '../subscribers/segment-schema.ts';

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
    message: 'must be an email address such as news@example.com',
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

const shortName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and hyphens');

const locale = z.string().refine(isLocale, 'must be a language tag such as en-US');

const storyLength = z.union([z.literal('full'), z.int().min(1)], {
  error: 'must be "full" or a number of paragraphs',
});

const severity = z.enum(['error', 'warning', 'note', 'off']);
const problemCode = z.enum(PROBLEM_CODES, 'must be a problem code; docs/problems/ lists them');
const bytes = z.int().positive('must be a number of bytes');

const check = z.strictObject({
  /** Severities that replace the default ones; "off" disables a code. */
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
  /** Problems to allow, each with a reason. */
  exceptions: z
    .array(
      z.strictObject({
        code: problemCode,
        reason: oneLine,
        /** Only for this edition. Default: all editions. */
        edition: oneLine.optional(),
      }),
    )
    .default([]),
});

/** How the story of a page is found on one's own site; CSS selectors. */
const siteRules = z.strictObject({
  /** The element of the story. */
  article: oneLine.optional(),
  /** Elements in it that do not belong to the story. */
  drop: z.array(oneLine).default([]),
});

const siteName = z
  .string()
  .regex(/^[a-z\d-]+(?:\.[a-z\d-]+)*$/, 'must be a host name such as example.com, in lower case');

const settings = z.strictObject({
  /** The newsletter's name, in the masthead and the List-Id. */
  name: oneLine,
  from: mailbox,
  replyTo: mailbox.optional(),
  /** The sender's postal address, which the law requires in every newsletter. */
  postalAddress: oneLine,
  timeZone: timeZone.default('UTC'),
  locale: locale.default('en-US'),
  /** The time of day at which an edition is published, in the time zone: the letter's Date. */
  publishAt: timeOfDay.default('06:00'),
  /** When `send --due` sends editions. */
  schedule: scheduleSchema.optional(),
  audience: audienceSchema.prefault({}),
  /** What readers choose, by a short name: the words they read. */
  topics: z.record(shortName, oneLine).default({}),
  /** Named selections of the list, which an edition's `audience` names. */
  segments: z
    .record(shortName, segmentSchema)
    .refine(
      (segments) => !(EVERYBODY in segments),
      `"${EVERYBODY}" is the whole list; choose another name`,
    )
    .default({}),
  /** The public pages. */
  site: siteSchema.optional(),
  /** Whether `send` refuses editions that were not approved with `approve`. */
  requireApproval: z.boolean().default(false),
  /** The list's identifier (RFC 2919). Default: made from the name and the sender's domain. */
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
      /** The edition on the web; {edition} is its id. */
      web: url.transform((text) => text.replaceAll('%7Bedition%7D', '{edition}')),
      /** One-click unsubscribe (RFC 8058); {token} identifies the subscription. */
      unsubscribe: url
        .transform((text) => text.replaceAll('%7Btoken%7D', '{token}'))
        .refine(
          (text) => text.startsWith('https:') && text.split('{token}').length === 2,
          'must be an https URL with {token} in it, such as https://example.com/u/{token}',
        ),
    })
    .partial()
    .default({}),
  /** Where dist/<edition>/images/ is hosted. Default: pictures are embedded in the letter. */
  assets: z.strictObject({ baseUrl: httpsFolder }).partial().default({}),
  /** A picture that replaces the name in the masthead. */
  logo: z
    .strictObject({ source: url, width: z.int().min(1).max(576), height: z.int().min(1).max(300) })
    .optional(),
  sources: z
    .strictObject({
      /** By host name; a name also stands for the names below it. */
      sites: z.record(siteName, siteRules).default({}),
    })
    .prefault({}),
  /** How much of the lead story, and of each further one, the letter contains if it has a URL. */
  story: storyLength.default('full'),
  furtherStory: storyLength.default(2),
  /** Whether typed quotation marks and dashes are replaced with those of the language. */
  typography: z.boolean().default(true),
  /** Replacements for the fixed phrases of the letter. */
  wording: z.partialRecord(z.enum(PHRASE_NAMES), oneLine).default({}),
  /** Why the reader receives the letter: a sentence in the footer. */
  reason: oneLine.optional(),
  check: check.prefault({}),
  delivery: deliverySchema.prefault({}),
  studio: z
    .strictObject({
      /** How long a sending that was begun in the studio can be taken back. */
      takeBackSeconds: z.int().min(0).max(600, 'must be at most 600 seconds').default(10),
    })
    .prefault({}),
  /** Usually one signature, or an RSA and an Ed25519 one. */
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

/** The settings of broadsheet.config.ts; documented in docs/configuration.md. */
export const configSchema = settings.superRefine((config, context) => {
  for (const { name, expected } of contradictions(config)) {
    const message = `must be ${expected}, because of site.url; remove the setting`;
    context.addIssue({ code: 'custom', path: ['links', name], message });
  }
  for (const { topic, path } of unknownTopics(config)) {
    const known = Object.keys(config.topics).join(', ');
    const remedy = known === '' ? 'add it to "topics"' : `"topics" has ${known}`;
    context.addIssue({
      code: 'custom',
      path: ['segments', ...path],
      message: `unknown topic "${topic}"; ${remedy}`,
    });
  }
});

/** The settings as the user writes them. */
export type ConfigInput = z.input<typeof configSchema>;

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** The settings with all defaults, frozen. */
export type Config = DeepReadonly<z.output<typeof configSchema>>;

function unknownTopics({ topics, segments }: Pick<Config, 'topics' | 'segments'>) {
  return Object.entries(segments).flatMap(([name, segment]) =>
    topicsOf(segment, [name]).filter(({ topic }) => !Object.hasOwn(topics, topic)),
  );
}

function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

/** Returns the list's identifier (RFC 2919). */
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
