import type { Check } from '../context.ts';
import { finding, well } from '../finding.ts';
import { serversOf } from './smtp.ts';
import { isLoopback } from '../../smtp/url.ts';

/** Domains that nobody can have (RFC 2606). */
const EXAMPLE = /(?:^|[@.])(?:example\.(?:com|net|org)|[\w-]+\.(?:example|test|invalid))$/i;

/** A config that could be read; its sender must not be an example once mail leaves the machine. */
export const checkConfig: Check = (context) => {
  const { name, from } = context.config;
  const servers = serversOf(context);
  const real = servers.ok && servers.value.some(({ host }) => !isLoopback(host));
  const sender = `${name}, from ${from.email}`;
  return Promise.resolve([
    EXAMPLE.test(from.email) && real
      ? finding('config/example-address', `Config: ${sender}, which is an example`)
      : well(`Config: ${sender}`),
  ]);
};
