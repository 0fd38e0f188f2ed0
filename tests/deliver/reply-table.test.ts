import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consequencesOf, type Consequences } from '../../src/deliver/reply-table.ts';
import { parseReply } from '../../src/smtp/reply.ts';
import type { SmtpFailure, Stage } from '../../src/smtp/transport.ts';

const STAGES: readonly Stage[] = [
  'connect',
  'tls',
  'greeting',
  'auth',
  'mail',
  'rcpt',
  'data',
  'body',
  'dot',
];

/** A failure from a stage and what the server said, if anything. */
function failure(stage: Stage, said: string): SmtpFailure {
  const reply = parseReply(said);
  return { stage, message: said, ...(reply && { reply }) };
}

function inShort({ delivery, run, counts, suppress }: Consequences): string {
  return [delivery, run, counts, suppress ? 'suppress' : undefined].filter(Boolean).join(' ');
}

test.each([
  ['connect', '', 'planned go-on'],
  ['tls', '', 'planned stop'],
  ['tls', '454 4.7.0 TLS not available', 'planned slow'],
  ['tls', '502 what?', 'planned stop'],
  ['greeting', '', 'planned go-on'],
  ['greeting', '421 busy', 'planned slow'],
  ['greeting', '450 later', 'planned slow'],
  ['greeting', '554 5.7.1 blocked', 'planned pause'],
  ['auth', '', 'planned go-on'],
  ['auth', '454 4.7.0 later', 'planned slow'],
  ['auth', '535 5.7.8 no', 'planned stop'],
  ['auth', '503 5.5.1 not here', 'planned stop'],
  ['auth', '530 STARTTLS first', 'planned stop'],
  ['mail', '', 'deferred go-on deferred'],
  ['mail', '451 4.3.0 later', 'deferred slow deferred'],
  ['mail', '550 5.7.1 not you', 'planned pause'],
  ['mail', '552 5.3.4 too big', 'planned pause'],
  ['mail', '550 5.1.1 who?', 'planned pause'],
  ['mail', '503 5.5.1 order', 'deferred slow deferred'],
  ['mail', '553 5.6.7 no SMTPUTF8', 'rejected go-on'],
  ['rcpt', '', 'deferred go-on deferred'],
  ['rcpt', '450 4.2.0 greylisted', 'deferred go-on deferred'],
  ['rcpt', '450 4.7.1 greylisted', 'deferred slow deferred'],
  ['rcpt', '421 4.7.0 too many', 'deferred slow deferred'],
  ['rcpt', '550 no such user', 'rejected go-on refused'],
  ['rcpt', '550 5.1.1 no such user', 'rejected go-on refused suppress'],
  ['rcpt', '550 5.1.2 no such domain', 'rejected go-on refused suppress'],
  ['rcpt', '501 5.1.3 syntax', 'rejected go-on refused suppress'],
  ['rcpt', '551 5.1.6 moved', 'rejected go-on refused suppress'],
  ['rcpt', '556 5.1.10 null MX', 'rejected go-on refused suppress'],
  ['rcpt', '550 5.2.1 disabled', 'rejected go-on refused suppress'],
  ['rcpt', '550 5.1.8 your address', 'planned pause'],
  ['rcpt', '552 5.2.2 full', 'deferred go-on deferred'],
  ['rcpt', '552 too much mail', 'deferred slow deferred'],
  ['rcpt', '552 5.3.4 too big', 'rejected go-on refused'],
  ['rcpt', '550 5.7.1 spam', 'rejected go-on policy'],
  ['rcpt', '550 5.7.515 authenticate', 'planned pause'],
  ['rcpt', '503 5.5.1 order', 'deferred go-on deferred'],
  ['rcpt', '550 4.7.1 later', 'deferred slow deferred'],
  ['rcpt', '450 5.1.1 no such user', 'rejected go-on refused suppress'],
  ['data', '', 'deferred go-on deferred'],
  ['data', '451 4.3.0 later', 'deferred go-on deferred'],
  ['data', '554 no', 'rejected go-on policy'],
  ['body', '', 'deferred go-on deferred'],
  ['body', '421 4.3.2 closing', 'deferred slow deferred'],
  ['body', '554 5.7.1 spam', 'rejected go-on policy'],
  ['dot', '', 'unknown go-on unknown'],
  ['dot', '451 4.3.0 later', 'deferred go-on deferred'],
  ['dot', '452 4.2.2 full', 'deferred go-on deferred'],
  ['dot', '552 5.2.2 full', 'deferred go-on deferred'],
  ['dot', '552 too big', 'rejected go-on policy'],
  ['dot', '550 5.1.1 no such user', 'rejected go-on refused suppress'],
  ['dot', '554 5.7.1 spam', 'rejected go-on policy'],
  ['dot', '421 4.3.2 closing', 'deferred slow deferred'],
] as const)('a failure at %s with the reply "%s" means: %s', (stage, said, expected) => {
  expect(inShort(consequencesOf(failure(stage, said)))).toBe(expected);
});

describe('whatever a server replies', () => {
  const anyFailure = fc
    .record({
      stage: fc.constantFrom(...STAGES),
      code: fc.integer({ min: 400, max: 599 }),
      enhanced: fc.option(
        fc
          .tuple(fc.constantFrom(4, 5), fc.nat({ max: 9 }), fc.nat({ max: 20 }))
          .map((parts) => parts.join('.')),
        { nil: undefined },
      ),
    })
    .map(({ stage, code, enhanced }) =>
      failure(stage, [code, enhanced, 'said'].filter(Boolean).join(' ')),
    );

  test('no delivery is unknown after a reply, and only rejected ones are suppressed', () => {
    fc.assert(
      fc.property(anyFailure, (any) => {
        const { delivery, suppress } = consequencesOf(any);
        expect(delivery).not.toBe('unknown');
        if (suppress) expect(delivery).toBe('rejected');
      }),
    );
  });

  test('no delivery is rejected before RCPT, except for a missing SMTPUTF8', () => {
    fc.assert(
      fc.property(anyFailure, (any) => {
        fc.pre(['connect', 'tls', 'greeting', 'auth', 'mail'].includes(any.stage));
        fc.pre(any.reply?.enhanced !== '5.6.7');
        expect(consequencesOf(any)).toMatchObject({ suppress: false });
        expect(consequencesOf(any).delivery).not.toBe('rejected');
      }),
    );
  });

  test('the breaker counts deferred deliveries as deferred', () => {
    fc.assert(
      fc.property(anyFailure, (any) => {
        const { delivery, counts } = consequencesOf(any);
        expect(counts === 'deferred').toBe(delivery === 'deferred');
      }),
    );
  });
});
