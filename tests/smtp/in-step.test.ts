import { describe, expect, test } from 'vitest';
import { mayBeOutOfStep } from '../../src/smtp/in-step.ts';
import { parseReply, type Reply } from '../../src/smtp/reply.ts';

const SERVERS = {
  Postfix: {
    mail: '250 2.1.0 Ok',
    rcpt: '250 2.1.5 Ok',
    dot: '250 2.0.0 Ok: queued as 4VxT2c1kz',
    noMail: '503 5.5.1 Error: need MAIL command',
    noRcpt: '554 5.5.1 Error: no valid recipients',
  },
  Exim: {
    mail: '250 OK',
    rcpt: '250 Accepted',
    dot: '250 OK id=1tXyz-0001',
    noMail: '503 sender not yet given',
    noRcpt: '503 Valid RCPT command must precede DATA',
  },
  Sendmail: {
    mail: '250 2.1.0 <news@example.com>... Sender ok',
    rcpt: '250 2.1.5 <ada@example.com>... Recipient ok',
    dot: '250 2.0.0 4AQ1 Message accepted for delivery',
    noMail: '503 5.0.0 Need MAIL before RCPT',
    noRcpt: '503 5.0.0 Need RCPT (recipient)',
  },
  'a server with one wording': {
    mail: '250 ok',
    rcpt: '250 ok',
    dot: '250 ok',
    noMail: '503 bad sequence',
    noRcpt: '554 no valid recipients',
  },
};
type Server = keyof typeof SERVERS;

const LETTERS = {
  accepted: undefined,
  refused: '550 5.7.1 spam',
  deferred: '451 4.7.1 later',
};
const ENVELOPES = {
  'is accepted': {},
  'is refused at MAIL': { mail: '550 5.7.1 not you' },
  'is deferred at MAIL': { mail: '451 4.3.0 mails per session limit' },
  'is refused at RCPT': { rcpt: '550 5.1.1 no such user' },
  'is deferred at RCPT': { rcpt: '450 4.2.0 greylisted' },
  'is refused at DATA': { data: '550 5.7.1 no' },
  'is deferred at DATA': { data: '451 4.3.0 later' },
};

/** What the server says to the final dot and to the envelope behind it. */
function saidBy(server: Server, letter: keyof typeof LETTERS, envelope: keyof typeof ENVELOPES) {
  const { mail, rcpt, dot, noMail, noRcpt } = SERVERS[server];
  const own: { mail?: string; rcpt?: string; data?: string } = ENVELOPES[envelope];
  return {
    dot: LETTERS[letter] ?? dot,
    mail: own.mail ?? mail,
    rcpt: own.mail === undefined ? (own.rcpt ?? rcpt) : noMail,
    data: own.data ?? (own.mail === undefined && own.rcpt === undefined ? '354 go on' : noRcpt),
  };
}

type Said = ReturnType<typeof saidBy>;
const ORDERS: Readonly<Record<string, (said: Said) => readonly string[]>> = {
  'drops the reply to the dot': ({ mail, rcpt, data }) => [mail, rcpt, data],
  'replies to the dot last': ({ dot, mail, rcpt, data }) => [mail, rcpt, data, dot],
  'replies to the dot after MAIL': ({ dot, mail, rcpt, data }) => [mail, dot, rcpt, data],
  'replies to the dot after RCPT': ({ dot, mail, rcpt, data }) => [mail, rcpt, dot, data],
  'replies to the dot twice': ({ dot, mail, rcpt, data }) => [dot, dot, mail, rcpt, data],
  'drops the reply to MAIL': ({ dot, rcpt, data }) => [dot, rcpt, data],
  'drops the reply to RCPT': ({ dot, mail, data }) => [dot, mail, data],
};

const EXPECTED = [/^250/, /^250/, /^250/, /^354/];

/** Reads replies as the dialogue does; `doubtful` if they make no sense, or may be out of step. */
function read(server: Server, replies: readonly string[]): 'accepted' | 'refused' | 'doubtful' {
  const heard: Reply[] = [];
  for (const text of replies.slice(0, 4)) {
    const reply = parseReply(text);
    if (!reply || (reply.code < 400 && EXPECTED[heard.length]?.test(text) !== true)) {
      return 'doubtful';
    }
    heard.push(reply);
  }
  const wording = { mail: replyOf(SERVERS[server].mail), rcpt: replyOf(SERVERS[server].rcpt) };
  const isInvited = heard.length === 4 && heard.slice(1).every(({ code }) => code < 400);
  if (!isInvited && mayBeOutOfStep(heard, wording)) return 'doubtful';
  return (heard[0]?.code ?? 0) < 400 ? 'accepted' : 'refused';
}

function replyOf(text: string): Reply {
  const reply = parseReply(text);
  if (!reply) throw new Error(text);
  return reply;
}

const keys = <T extends object>(table: T) => Object.keys(table) as (keyof T)[];
const cases = keys(SERVERS).flatMap((server) =>
  keys(LETTERS).flatMap((letter) => keys(ENVELOPES).map((next) => ({ server, letter, next }))),
);

describe('a letter whose server replies in step', () => {
  test.each(cases)('is never doubted: $server, it is $letter, the next $next', (each) => {
    const { server, letter, next } = each;
    const { dot, mail, rcpt, data } = saidBy(server, letter, next);
    expect(read(server, [dot, mail, rcpt, data])).toBe(
      letter === 'accepted' ? 'accepted' : 'refused',
    );
  });

  test.each(cases)('is not doubted if the connection is lost: $server, $letter, $next', (each) => {
    const { server, letter, next } = each;
    const { dot, mail } = saidBy(server, letter, next);
    const read1 = letter === 'accepted' ? 'accepted' : 'refused';
    expect([read(server, [dot]), read(server, [dot, mail])]).toEqual([read1, read1]);
  });

  test.each(keys(SERVERS))('is not doubted if %s takes DATA after a refusal', (server) => {
    const { dot, mail, rcpt } = SERVERS[server];
    // With one wording, this could be the reply to the letter between those to the envelope.
    const expected = server === 'a server with one wording' ? 'doubtful' : 'accepted';
    const replies = [
      [dot, mail, '550 5.1.1 no such user', '354 go on'],
      [dot, '550 5.4.5 daily limit', rcpt, '354 go on'],
    ];
    expect(replies.map((each) => read(server, each))).toEqual([expected, expected]);
  });
});

describe.each(Object.entries(ORDERS))('a letter whose server %s', (_, order) => {
  test.each(cases)('is read right, or doubted: $server, $letter, $next', (each) => {
    const { server, letter, next } = each;
    const truth = letter === 'accepted' ? 'accepted' : 'refused';
    expect([truth, 'doubtful']).toContain(read(server, order(saidBy(server, letter, next))));
  });
});
