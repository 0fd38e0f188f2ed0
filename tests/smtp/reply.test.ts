import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asOneLine, parseReply } from '../../src/smtp/reply.ts';

describe('the text of a reply', () => {
  test.each([
    ['250 ok', '250 ok'],
    [
      '535-5.7.8 Username and Password not accepted. For more information, go to\r\n535 5.7.8  https://support.example.com/mail x - gsmtp',
      '535 5.7.8 Username and Password not accepted. For more information, go to https://support.example.com/mail x - gsmtp',
    ],
    [
      '451-Requested action aborted\n451 Mails per session limit',
      '451 Requested action aborted Mails per session limit',
    ],
    [
      '250-2.0.0 Queued\n250-554 not really an error\n250 Ok',
      '250 2.0.0 Queued 554 not really an error Ok',
    ],
    ['250-\n250', '250'],
    ['550 a\u0000b\u001b[31mc', '550 a b [31mc'],
  ])('has all lines of %j, without the repeated codes', (response, text) => {
    expect(parseReply(response)?.text).toBe(text);
  });

  test('is one line of at most 1,000 characters, whatever was said', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000 }), (said) => {
        const line = asOneLine(said);
        expect(line).not.toMatch(/[\r\n]|\p{Cc}/u);
        expect(line.length).toBeLessThanOrEqual(1000);
      }),
    );
  });
});
