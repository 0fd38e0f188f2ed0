/** Results by name: a list of a million subscribers has few zones. */
const cache = new Map<string, boolean>();
const CACHE_SIZE = 2000;

/** Returns whether a name is an IANA time zone, such as Europe/Berlin. */
export function isTimeZone(name: string): boolean {
  const found = cache.get(name);
  if (found !== undefined) return found;
  if (cache.size >= CACHE_SIZE) cache.clear();
  const valid = isKnownToIntl(name);
  cache.set(name, valid);
  return valid;
}

function isKnownToIntl(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** Returns the date (YYYY-MM-DD) of an instant in a time zone. */
export function localDate(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(instant);
}
