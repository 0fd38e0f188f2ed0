import { describe, expect, test } from 'vitest';
import { consequencesOf } from '../../src/deliver/reply-table.ts';
import { senderFault } from '../../src/deliver/reply-words.ts';
import { parseReply } from '../../src/smtp/reply.ts';
import type { Stage } from '../../src/smtp/transport.ts';

function faultOf(said: string) {
  const reply = parseReply(said);
  return reply && senderFault(reply);
}

const PAUSING = [
  '550 5.4.5 Daily sending quota exceeded. x - gsmtp',
  '550-5.4.5 Daily user sending limit exceeded. For more information on Gmail\n550-5.4.5 sending limits go to\n550 5.4.5  https://support.example.com/a x - gsmtp',
  '550 Domain example.com has exceeded the max emails per hour (250/200 (125%)) allowed.  Message discarded.',
  '550 5.7.1 Hourly limit exceeded, try later',
  '552 Message would take you over your relay quota of 500 Current quota used: 487',
  '554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message',
  '454 Throttling failure: Daily message quota exceeded.',
  '550 5.1.8 Access denied, bad outbound sender',
  '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
  '550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages',
  '550 5.1.1 user@example.com has sent to too many recipients today',
  '550 5.5.0 Veuillez essayer plus tard. LPN007_510',
  '550 5.7.1 Service unavailable; client host [192.0.2.1] blocked using Spamhaus',
  '554 5.7.1 Your IP has a poor reputation',
  '550 5.7.26 This message does not pass authentication checks',
  '550 You have reached your daily sending limit',
];

describe('a fault of the sender', () => {
  test.each(PAUSING)('pauses the run at once and leaves the reader waiting: %s', (said) => {
    expect(faultOf(said)).toBeDefined();
    for (const stage of ['rcpt', 'data', 'body', 'dot'] satisfies Stage[]) {
      const reply = parseReply(said);
      const { delivery, run, suppress } = consequencesOf({
        stage,
        message: said,
        ...(reply && { reply }),
      });
      expect([stage, run, suppress]).toEqual([stage, 'pause', false]);
      expect(delivery).toBe(stage === 'body' || stage === 'dot' ? 'deferred' : 'planned');
    }
  });

  test.each([
    '432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.example/x',
    '454 Throttling failure: Maximum sending rate exceeded.',
    '450 4.7.1 Error: too much mail from 192.0.2.1',
    '451 Mails per session limit',
    '452 4.5.3 Too many messages',
  ])('that is only too fast asks for fewer connections: %s', (said) => {
    const reply = parseReply(said);
    const found = consequencesOf({ stage: 'dot', message: said, ...(reply && { reply }) });
    expect(found).toMatchObject({ delivery: 'deferred', run: 'slow' });
  });

  test.each([
    '550 5.1.1 no such user',
    '550 5.2.1 mailbox disabled',
    '552 5.2.2 mailbox full: quota exceeded',
    '452 4.2.2 The email account that you tried to reach is over quota',
    '552 5.3.4 Message size exceeds fixed limit',
    '554 5.7.1 Message detected as spam',
    '450 4.2.0 Greylisted, try again in 5 minutes',
    '550 5.4.1 Recipient address rejected: Access denied',
    '250 2.0.0 Daily sending quota left: 20',
  ])('is not read into what is about the recipient or the letter: %s', (said) => {
    expect(faultOf(said)).toBeUndefined();
  });
});
