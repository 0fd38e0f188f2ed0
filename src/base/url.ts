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
