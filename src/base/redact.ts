/** Keeps secrets out of everything that is written: a server, a driver or an error may repeat one. */

/** Names of variables that hold a secret as a whole. */
const SECRET_NAME = /SECRET|PASSWORD|PASSWD|TOKEN|PRIVATE_KEY|API_KEY|(?:^|_)KEY$|DKIM/i;
/** Names of variables that hold a URL, or several, with a password in each. */
const URL_NAME = /_URL$|^URL$|_DSN$/i;
/** A shorter piece would hide words that have nothing to do with it. */
const SHORTEST = 5;
/** What a secret becomes. */
const HIDDEN = '[hidden]';

/** Removes secrets from a text. */
export type Redact = (text: string) => string;

/**
 * Makes a function that hides the secrets of an environment: passwords in URLs, keys and tokens, as
 * they are, percent-encoded, in base64 (also within a longer base64, as AUTH PLAIN sends them), and
 * in quoted forms.
 */
export function createRedactor(env: Readonly<Record<string, string | undefined>>): Redact {
  const secrets = Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : secretsIn(name, value),
  );
  const spellings = new Set(secrets.filter((each) => each.length >= SHORTEST).flatMap(spell));
  const ordered = Array.from(spellings)
    .filter((each) => each.length >= SHORTEST)
    // The longest first: a part of another secret must not leave the rest of it.
    .sort((one, other) => other.length - one.length);
  if (ordered.length === 0) return (text) => text;
  const pattern = new RegExp(ordered.map(asPattern).join('|'), 'g');
  return (text) => text.replace(pattern, HIDDEN);
}

/** From so many characters on a secret is no word of another one. */
const UNMISTAKABLE = 12;

function asPattern(spelling: string): string {
  const text = RegExp.escape(spelling);
  return spelling.length < UNMISTAKABLE ? `(?<![A-Za-z0-9])${text}(?![A-Za-z0-9])` : text;
}

function secretsIn(name: string, value: string): readonly string[] {
  if (URL_NAME.test(name)) return value.split(/\s+/).flatMap(passwordsIn);
  if (!SECRET_NAME.test(name)) return [];
  // A key of several lines may be quoted line by line.
  const lines = value.split(/[\r\n]+/).filter((line) => !/^-+(?:BEGIN|END)\b/.test(line));
  return [value, ...value.split(/[\s,]+/), ...lines];
}

/**
 * The password of a URL, however badly it is escaped: all from the first colon of the login to the
 * last @. Where it has characters that end a login, each piece may be taken for a host, a port or a
 * path, and be shown as one.
 */
function passwordsIn(url: string): readonly string[] {
  const rest = url.replace(/^[a-z][a-z\d+.-]*:(?:\/\/)?/i, '');
  const login = rest.slice(0, Math.max(0, rest.lastIndexOf('@')));
  const password = login.slice(login.indexOf(':') + 1);
  if (!login.includes(':') || password === '') return [];
  const pieces = password.split(/[/?#@:[\]\\]+/);
  return [password, decoded(password), ...pieces, ...pieces.map(decoded)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function spell(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, encodeURIComponent(secret), json, ...base64Of(secret)];
}

/** The middle of a secret's base64 at each of the three places where it can begin. */
function base64Of(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // Characters that also depend on the neighbours are left out.
    const start = Math.ceil((before * 8) / 6);
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    const middle = whole.slice(start, end);
    return middle.length < 8 ? [] : [middle, middle.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
