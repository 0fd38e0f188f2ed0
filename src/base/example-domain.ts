/** Domains that nobody can have (RFC 2606): example.com, .org and .net, and these top levels. */
export const EXAMPLE_DOMAINS = ['example.com', 'example.org', 'example.net'] as const;
export const EXAMPLE_TOP_LEVELS = ['example', 'test', 'invalid'] as const;
