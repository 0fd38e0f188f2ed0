import { expect, test } from 'vitest';
import { serverFault } from '../../../src/app/send/server-words.ts';

test.each([
  ['connect', 'connect ECONNREFUSED 127.0.0.1:1', /no program answers/, /name and port/],
  ['connect', 'getaddrinfo ENOTFOUND mail.invalid', /no machine of this name/, /name and port/],
  ['connect', 'connect EHOSTUNREACH 192.0.2.1:25', /can’t be reached from here/, /name and port/],
  ['auth', '535 5.7.8 invalid', /refuses the login: 535 5\.7\.8 invalid/, /user name and the pass/],
  ['tls', 'certificate has expired', /can’t be used: certificate has expired/, /Check the server/],
] as const)('a server that fails at %s with "%s" is explained', (stage, message, says, remedy) => {
  const fault = serverFault({ stage, message });
  expect(fault.message).toMatch(says);
  expect(fault.remedy).toMatch(remedy);
});

test('a server that says nothing may expect TLS, and its network’s message is not shown', () => {
  const fault = serverFault({ stage: 'connect', message: 'stopped while connecting' }, 10);
  expect(fault.message).toBe('has not answered for 10 seconds');
  expect(fault.remedy).toContain('smtps://');
});
