/** Domains that nobody can have (RFC 2606): example.com, .org and .net, and these top levels. */
export const EXAMPLE_DOMAINS = ['example.com', 'example.org', 'example.net'] as const;
export const EXAMPLE_TOP_LEVELS = ['example', 'test', 'invalid'] as const;

/** Returns whether a host name belongs to nobody (RFC 2606, RFC 6761), so that it is not looked up. */
export function isReservedName(name: string): boolean {
  const host = name.toLowerCase().replace(/\.$/, '');
  const labels = host.split('.');
  const top = labels.at(-1) ?? '';
  const topLevels: readonly string[] = [...EXAMPLE_TOP_LEVELS, 'localhost'];
  return topLevels.includes(top) || EXAMPLE_DOMAINS.some((each) => `.${host}`.endsWith(`.${each}`));
}
