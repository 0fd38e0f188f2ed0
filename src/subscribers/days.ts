/** Days and times as they are written in segments. */

/** Returns whether a text is a day of the calendar, such as 2026-11-02. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?$/;

/** Returns the instant of a time in ISO 8601, in UTC without an offset; undefined if it is none. */
export function instantOf(text: string): Date | undefined {
  const [, day = '', time = '', offset = 'Z'] = TIME.exec(text) ?? [];
  const at = new Date(`${day}T${time}${offset}`);
  return isDay(day) && !Number.isNaN(at.getTime()) ? at : undefined;
}
