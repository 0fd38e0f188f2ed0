import { Temporal } from 'temporal-polyfill';
import { isTimeZone } from '../base/time-zone.ts';
import { readWallClock } from './wall-clock.ts';

/** When to send an edition. */
export interface SendTime {
  readonly at: Date;
  /** The zone in which it was written. */
  readonly timeZone: string;
  /** YYYY-MM-DDTHH:MM if it can apply in each reader's zone; absent if it is one fixed instant. */
  readonly wall?: string;
}

const FORM =
  /^(?<date>\d{4}-\d{2}-\d{2})[T ](?<time>\d{2}:\d{2})(?::00)?(?<offset>Z|[+-]\d{2}:?\d{2})?(?:\[(?<zone>[^\]]+)\])?$/;

/**
 * Parses "2023-06-14 06:00" (local time in `timeZone`), "2023-06-14T06:00[Europe/Berlin]" or
 * "2023-06-14T06:00-04:00". Returns a string that says what is wrong if it is invalid.
 */
export function parseSendTime(text: string, timeZone: string): SendTime | string {
  const { date = '', time = '', offset, zone } = FORM.exec(text)?.groups ?? {};
  if (date === '') {
    return `"${text}" is not a date and time, such as 2023-06-14 06:00`;
  }
  const wall = parseWall(`${date}T${time}`);
  if (!wall) return `${date} ${time} does not exist`;
  if (zone !== undefined && !isTimeZone(zone)) return `unknown time zone ${zone}`;
  if (offset !== undefined) return withKnownOffset(wall, offset, zone);
  const found = instantOf(wall, zone ?? timeZone);
  if (typeof found === 'string') return found;
  const meant = { at: found, timeZone: zone ?? timeZone };
  return zone === undefined ? { ...meant, wall: `${date}T${time}` } : meant;
}

function parseWall(text: string): Temporal.PlainDateTime | undefined {
  try {
    return Temporal.PlainDateTime.from(text);
  } catch {
    return undefined;
  }
}

/** Returns the instant of a local time, or a string if it does not exist or occurs twice. */
function instantOf(wall: Temporal.PlainDateTime, timeZone: string): Date | string {
  const { kind, first, second } = readWallClock(wall, timeZone);
  const said = `${wall.toPlainDate().toString()} ${shortTime(wall)}`;
  switch (kind) {
    case 'once':
      return new Date(first.epochMilliseconds);
    case 'twice':
      return `${said} occurs twice in ${timeZone}; write ${withOffset(first)} or ${withOffset(second)}`;
    case 'skipped':
      return `${said} does not exist in ${timeZone}, where clocks skip it; write ${withOffset(second)}`;
  }
}

/** Returns the instant of a local time with an offset; a zone must agree with the offset. */
function withKnownOffset(
  wall: Temporal.PlainDateTime,
  offset: string,
  zone: string | undefined,
): SendTime | string {
  const said = `${wall.toString()}${offset}`;
  try {
    const at = new Date(Temporal.Instant.from(said).epochMilliseconds);
    if (zone === undefined) return { at, timeZone: offset === 'Z' ? 'UTC' : colon(offset) };
    Temporal.ZonedDateTime.from(`${said}[${zone}]`, { offset: 'reject' });
    return { at, timeZone: zone };
  } catch {
    return zone === undefined
      ? `invalid offset ${offset}`
      : `${offset} is not the offset of ${zone} at that time`;
  }
}

function colon(offset: string): string {
  return `${offset.slice(0, 3)}:${offset.slice(-2)}`;
}

function withOffset(time: Temporal.ZonedDateTime): string {
  return time.toString({ smallestUnit: 'minute', timeZoneName: 'never' });
}

function shortTime(wall: Temporal.PlainDateTime): string {
  return wall.toPlainTime().toString({ smallestUnit: 'minute' });
}
