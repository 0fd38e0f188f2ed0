/** The browsers that have opened the studio with its key. */
import { randomBytes } from 'node:crypto';

export interface Sessions {
  /** Begins a session; returns the secret that its browser sends with each request. */
  begin(): string;
  /** Whether a secret belongs to a session. `from` is where the request comes from. */
  admits(secret: string, from: string): boolean;
}

/** The oldest end when there are more: somebody who has the key could begin any number. */
const MOST_SESSIONS = 200;

/** Returns a secret that nobody can guess, for an address or a cookie. */
export function newKey(): string {
  return randomBytes(16).toString('base64url');
}

/**
 * Returns sessions that end with the studio. `onNew` hears of each place that a session is used from,
 * once.
 */
export function createSessions(onNew: (from: string) => void): Sessions {
  const places = new Map<string, Set<string>>();
  return {
    begin: () => {
      const secret = newKey();
      places.set(secret, new Set());
      const [oldest] = places.keys();
      if (places.size > MOST_SESSIONS && oldest !== undefined) places.delete(oldest);
      return secret;
    },
    admits: (secret, from) => {
      const known = places.get(secret);
      if (!known) return false;
      if (!known.has(from)) onNew(from);
      known.add(from);
      return true;
    },
  };
}
