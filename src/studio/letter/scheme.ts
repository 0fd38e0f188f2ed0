/** What asks for the reader's scheme: style sheets, and pictures that differ by it. */
const ASKING = /<style\b[^<]*(?:<(?!\/?style\b)[^<]*)*<\/style\s*>|<(?:source|link)\b[^<>]*>/gi;
const QUERY = /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi;
const PROPERTY = /(?<![\w-])color-scheme\s*:\s*[^;}"]+/gi;
const META = /<meta\b[^<>]*\bname\s*=\s*["']?color-scheme\b[^<>]*>/gi;

const ALWAYS = '(min-width:0px)';
const NEVER = '(max-width:0px)';

/** The letter in one scheme, whatever the machine that it is looked at with prefers. */
export function inScheme(html: string, scheme: 'light' | 'dark'): string {
  const settled = html.replace(ASKING, (tag) =>
    tag
      .replace(QUERY, (_, asked: string) => (asked.toLowerCase() === scheme ? ALWAYS : NEVER))
      .replace(PROPERTY, `color-scheme:${scheme}`),
  );
  // A letter that does not say that it knows the dark is shown on white in it.
  return settled.replace(META, (tag) =>
    scheme === 'light' || /\bdark\b/i.test(tag)
      ? `<meta name="color-scheme" content="${scheme}">`
      : tag,
  );
}
