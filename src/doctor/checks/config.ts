import type { DoctorCheck } from '../context.ts';
import { finding, passed } from '../finding.ts';
import { leavesMachine } from './smtp.ts';

/** Domains that are reserved for examples (RFC 2606). */
const EXAMPLE = /(?:^|[@.])(?:example\.(?:com|net|org)|[\w-]+\.(?:example|test|invalid))$/i;

/** Checks that the sender is not an example once mail leaves this machine. */
export const checkConfig: DoctorCheck = (context) => {
  const { name, from } = context.config;
  const sender = `${name}, from ${from.email}`;
  return Promise.resolve([
    EXAMPLE.test(from.email) && leavesMachine(context)
      ? finding('config/example-address', `Config: ${sender}, an example address`)
      : passed(`Config: ${sender}`),
  ]);
};
