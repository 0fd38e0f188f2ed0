const WEB_SCHEMES = ['http:', 'https:'];

/**
 * Returns an http or https URL in normal form, or undefined for anything else: `javascript:`,
 * `data:`, a relative path, or a URL with a user name or password.
 */
export function webUrl(value: string): string | undefined {
  const url = URL.parse(value.trim());
  if (!url || !WEB_SCHEMES.includes(url.protocol) || url.username !== '' || url.password !== '') {
    return undefined;
  }
  return url.href;
}

/** Returns a URL that a link of a story may have, in normal form: http, https, or mailto with an address. */
export function linkUrl(value: string): string | undefined {
  const url = webUrl(value);
  if (url !== undefined) return url;
  const mail = URL.parse(value.trim());
  return mail?.protocol === 'mailto:' && mail.pathname.includes('@') ? mail.href : undefined;
}
