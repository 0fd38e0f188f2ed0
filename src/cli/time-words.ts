const MINUTE = 60_000;

/** Returns an instant as the clocks of a zone show it, and in UTC. */
export function formatInstant(instant: Date, timeZone: string): string {
  const utc = `${instant.toISOString().slice(0, 16)}Z`;
  return timeZone === 'UTC' ? utc : `${onTheWall(instant, timeZone)} ${timeZone} (${utc})`;
}

/** YYYY-MM-DD HH:MM, as the clocks of a zone show it. */
export function onTheWall(instant: Date, timeZone: string): string {
  const style = { dateStyle: 'short', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat('sv-SE', { timeZone, ...style }).format(instant);
}

/** Returns how long it is from one instant to another: 7 h 5 min, or 2 days 3 h. */
export function span(from: Date, to: Date): string {
  const minutes = Math.floor((to.getTime() - from.getTime()) / MINUTE);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) return `${days} ${days === 1 ? 'day' : 'days'} ${hours % 24} h`;
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}
