import * as z from 'zod';
import { isTimeZone } from '../base/time-zone.ts';

/** In the order of ISO 8601: Monday is 1. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type Weekday = (typeof WEEKDAYS)[number];

export const timeZone = z.string().refine(isTimeZone, 'must be a time zone such as Europe/Berlin');

export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 06:00');

const DAY = `must be one of ${WEEKDAYS.join(', ')}`;

/** What becomes of an edition that nobody has when it is so many hours late. */
const lateness = z.strictObject({
  hours: z
    .number()
    .positive('must be a number of hours above 0')
    .max(168, 'must be at most 168: what is a week late is history')
    .default(6),
  policy: z.enum(['send', 'hold', 'skip'], 'must be "send", "hold" or "skip"').default('hold'),
});

export type Lateness = Readonly<z.output<typeof lateness>>;

/** Where the config has no schedule, and an edition says itself when it goes. */
export const USUAL_LATENESS: Lateness = lateness.parse({});

/** When editions go out by themselves; docs/configuration.md is the page about it. */
export const scheduleSchema = z.strictObject({
  days: z
    .array(z.enum(WEEKDAYS, DAY))
    .min(1, 'has no day: such a schedule can never fire')
    .refine((days) => new Set(days).size === days.length, 'names a day twice')
    .default([...WEEKDAYS]),
  at: timeOfDay,
  /** Otherwise that of the newsletter. */
  timeZone: timeZone.optional(),
  lateness: lateness.prefault({}),
});

export type Schedule = Readonly<z.output<typeof scheduleSchema>>;

/** The settings that say when: the newsletter's zone and, where there is one, its schedule. */
export interface Clocks {
  readonly schedule?: (Omit<Schedule, 'days'> & { readonly days: readonly Weekday[] }) | undefined;
  readonly timeZone: string;
}

/** To whom, and by whose clock. */
export const audienceSchema = z.strictObject({
  /** Whose time a time on the wall is meant in. */
  timeZone: z
    .enum(['newsletter', 'subscriber'], 'must be "newsletter" or "subscriber"')
    .default('newsletter'),
});
