import * as z from 'zod';
import { isTimeZone } from '../base/time-zone.ts';
import { WEEKDAYS, type Weekday } from './weekday.ts';

export const timeZone = z.string().refine(isTimeZone, 'must be a time zone such as Europe/Berlin');

export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 06:00');

const DAY = `must be one of ${WEEKDAYS.join(', ')}`;

/** What to do with an edition that has not been started when it is that many hours late. */
const lateness = z.strictObject({
  hours: z
    .number()
    .positive('must be a number of hours above 0')
    .max(168, 'must be at most 168, which is a week')
    .default(6),
  policy: z.enum(['send', 'hold', 'skip'], 'must be "send", "hold" or "skip"').default('hold'),
});

export type Lateness = Readonly<z.output<typeof lateness>>;

/** Used if the config has no schedule and an edition sets its own send time. */
export const DEFAULT_LATENESS: Lateness = lateness.parse({});

/** When editions are sent automatically; documented in docs/configuration.md. */
export const scheduleSchema = z.strictObject({
  days: z
    .array(z.enum(WEEKDAYS, DAY))
    .min(1, 'must contain at least one day')
    .refine((days) => new Set(days).size === days.length, 'must not repeat a day')
    .default([...WEEKDAYS]),
  at: timeOfDay,
  /** Default: the time zone of the newsletter. */
  timeZone: timeZone.optional(),
  lateness: lateness.prefault({}),
});

export type Schedule = Readonly<z.output<typeof scheduleSchema>>;

/** The settings of when to send: the newsletter's time zone and its schedule, if it has one. */
export interface ScheduleSettings {
  readonly schedule?: (Omit<Schedule, 'days'> & { readonly days: readonly Weekday[] }) | undefined;
  readonly timeZone: string;
}

/** Who receives an edition, and in whose time zone. */
export const audienceSchema = z.strictObject({
  /** Whose time zone a local time is in. */
  timeZone: z
    .enum(['newsletter', 'subscriber'], 'must be "newsletter" or "subscriber"')
    .default('newsletter'),
});
