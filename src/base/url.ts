const WEB = ['http:', 'https:'];

/**
 * An http or https URL in its normal form, or undefined for anything else: `javascript:`, `data:`,
 * a relative path, or a URL that carries a password.
 */
export function webUrl(value: string): string | undefined {
  const url = URL.parse(value.trim());
  if (!url || !WEB.includes(url.protocol) || url.username !== '' || url.password !== '') {
    return undefined;
  }
  return url.href;
}
