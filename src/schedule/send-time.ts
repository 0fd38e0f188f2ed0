import { Temporal } from 'temporal-polyfill';
import { isTimeZone } from '../base/time-zone.ts';
import { readWall } from './wall-clock.ts';

/** A time at which an edition is to go out. */
export interface SendTime {
  readonly at: Date;
  /** The zone in which it was meant. */
  readonly timeZone: string;
  /** YYYY-MM-DDTHH:MM, where it is meant on any reader's wall; absent where it is one instant. */
  readonly wall?: string;
}

const FORM =
  /^(?<date>\d{4}-\d{2}-\d{2})[T ](?<time>\d{2}:\d{2})(?::00)?(?<offset>Z|[+-]\d{2}:?\d{2})?(?:\[(?<zone>[^\]]+)\])?$/;

/**
 * Reads "2023-06-14 06:00" (on the wall, in a zone), "2023-06-14T06:00[Europe/Berlin]" or
 * "2023-06-14T06:00-04:00"; a string says what is wrong with it.
 */
export function parseSendTime(text: string, timeZone: string): SendTime | string {
  const { date = '', time = '', offset, zone } = FORM.exec(text)?.groups ?? {};
  if (date === '') {
    return `"${text}" is no date with a time, such as 2023-06-14 06:00`;
  }
  const wall = parseWall(`${date}T${time}`);
  if (!wall) return `there is no ${date} ${time}`;
  if (zone !== undefined && !isTimeZone(zone)) return `there is no time zone ${zone}`;
  if (offset !== undefined) return ofOffset(wall, offset, zone);
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

/** The one instant of a time on the wall; a string where there is none, or where there are two. */
function instantOf(wall: Temporal.PlainDateTime, timeZone: string): Date | string {
  const { kind, first, second } = readWall(wall, timeZone);
  const said = `${wall.toPlainDate().toString()} ${shortTime(wall)}`;
  switch (kind) {
    case 'once':
      return new Date(first.epochMilliseconds);
    case 'twice':
      return `${said} comes twice in ${timeZone}: write ${withOffset(first)} or ${withOffset(second)}`;
    case 'left-out':
      return `${said} does not exist in ${timeZone}: clocks go on over it; write ${withOffset(second)}`;
  }
}

/** An offset names the instant; a zone beside it must agree. */
function ofOffset(
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
      ? `there is no offset ${offset}`
      : `${offset} is not the offset of ${zone} then`;
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
