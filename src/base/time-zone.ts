/** What was looked up: a list of a million subscribers has few zones. */
const known = new Map<string, boolean>();
const MOST_KNOWN = 2000;

/** Whether a name is that of a time zone, such as Europe/Berlin. */
export function isTimeZone(name: string): boolean {
  const found = known.get(name);
  if (found !== undefined) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  const valid = isKnownToIntl(name);
  known.set(name, valid);
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

/** The date (YYYY-MM-DD) of an instant in a time zone. */
export function localDate(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(instant);
}
