/** The outcome of each kind of reply at each step of the dialogue. */
import { consequencesOf } from '../../src/deliver/reply-table.ts';
import type { SendOutcome } from '../../src/smtp/transport.ts';
import { hugeReply, type Action, type Step } from '../support/scripted-server.ts';
import type { Timeouts } from '../../src/smtp/dialogue.ts';
import { inShort, PATIENT, SHORT } from '../smtp/connections.ts';
import { inLoopTime } from '../support/loop-time.ts';

export type Fault =
  | '4xx'
  | '5xx'
  | '421'
  | 'disconnect'
  | 'reset'
  | 'stall'
  | 'garbage'
  | 'half a reply'
  | 'two codes'
  | 'NUL'
  | 'not UTF-8'
  | 'byte by byte'
  | '1 MB';

/** The reply that continues the dialogue. */
const USUAL: Partial<Record<Step, number>> = {
  greeting: 220,
  ehlo: 250,
  starttls: 220,
  auth: 235,
  data: 354,
};

export function actionOf(fault: Fault, step: Step): Action {
  const usual = USUAL[step] ?? 250;
  switch (fault) {
    case '4xx':
      return { reply: step === 'auth' || step === 'starttls' ? '454 4.7.0 later' : '451 later' };
    case '5xx':
      return { reply: step === 'auth' ? '535 5.7.8 no' : '550 no' };
    case '421':
      return { reply: '421 4.3.2 closing', then: 'disconnect' };
    case 'garbage':
      return { reply: 'HTTP/1.1 200 OK' };
    case 'half a reply':
      return { reply: `${usual}-more`, then: 'disconnect' };
    case 'two codes':
      return { reply: `${usual}-yes\r\n550 no` };
    case 'NUL':
      return { reply: `\0${usual} \0` };
    case 'not UTF-8':
      return { reply: Buffer.from(`\u00ff${usual} \u00ff`, 'latin1') };
    case 'byte by byte':
      // Before the end of a letter no reply is expected, however it arrives.
      return { reply: `${usual} 2.0.0 slowly`, bytewise: step !== 'body' };
    case '1 MB':
      return { reply: hugeReply(usual) };
    default:
      return { then: fault };
  }
}

/**
 * The outcome of each, in words: the stage, the code of the reply, the consequences for the
 * delivery and the run, and whether the connection is kept for the next letter.
 */
const CELLS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  greeting: {
    '4xx': 'greeting 451 planned slow',
    '5xx': 'greeting 550 planned pause',
    '421': 'greeting 421 planned slow',
    'byte by byte': 'accepted',
    others: 'greeting - planned go-on',
  },
  ehlo: {
    '4xx': 'greeting 451 planned slow',
    // The next command is HELO.
    '5xx': 'accepted',
    '421': 'greeting 421 planned slow',
    'byte by byte': 'accepted',
    others: 'greeting - planned go-on',
  },
  helo: {
    '4xx': 'greeting 451 planned slow',
    '5xx': 'greeting 550 planned pause',
    '421': 'greeting 421 planned slow',
    'byte by byte': 'accepted',
    others: 'greeting - planned go-on',
  },
  starttls: {
    '4xx': 'tls 454 planned slow',
    '5xx': 'tls 550 planned stop',
    '421': 'tls 421 planned slow',
    garbage: 'connect - planned go-on',
    'two codes': 'connect - planned go-on',
    NUL: 'connect - planned go-on',
    'not UTF-8': 'connect - planned go-on',
    'byte by byte': 'accepted',
    others: 'greeting - planned go-on',
  },
  auth: {
    '4xx': 'auth 454 planned slow',
    '5xx': 'auth 535 planned stop',
    '421': 'auth 421 planned slow',
    'byte by byte': 'accepted',
    others: 'auth - planned go-on',
  },
  mail: {
    '4xx': 'mail 451 deferred slow, kept',
    '5xx': 'mail 550 planned pause, kept',
    '421': 'mail 421 deferred slow, closed',
    'byte by byte': 'accepted, kept',
    others: 'mail - deferred go-on, closed',
  },
  rcpt: {
    '4xx': 'rcpt 451 deferred go-on, kept',
    '5xx': 'rcpt 550 rejected go-on, kept',
    '421': 'rcpt 421 deferred slow, closed',
    'byte by byte': 'accepted, kept',
    others: 'rcpt - deferred go-on, closed',
  },
  data: {
    '4xx': 'data 451 deferred go-on, kept',
    '5xx': 'data 550 rejected go-on, kept',
    '421': 'data 421 deferred slow, closed',
    'byte by byte': 'accepted, kept',
    others: 'data - deferred go-on, closed',
  },
  body: {
    '4xx': 'body 451 deferred go-on, closed',
    '5xx': 'body 550 rejected go-on, closed',
    '421': 'body 421 deferred slow, closed',
    others: 'body - deferred go-on, closed',
  },
  dot: {
    '4xx': 'dot 451 deferred go-on, kept',
    '5xx': 'dot 550 rejected go-on, kept',
    '421': 'dot 421 deferred slow, closed',
    'byte by byte': 'accepted, kept',
    others: 'dot - unknown go-on, closed',
  },
};

const FAULTS: readonly Fault[] = [
  '4xx',
  '5xx',
  '421',
  'disconnect',
  'reset',
  'stall',
  'garbage',
  'half a reply',
  'two codes',
  'NUL',
  'not UTF-8',
  'byte by byte',
  '1 MB',
];

/**
 * Runs work in which a server meets a step with a fault. If it stalls, the timeouts end in loop
 * time. Short ones are for a body, which the socket's own timeout ends, and for the greeting: after
 * three seconds of silence the port would be tried with TLS.
 */
export function withTimeouts<T>(
  fault: string,
  step: Step,
  work: (timeouts: Timeouts) => Promise<T>,
): Promise<T> {
  if (fault !== 'stall') return work(PATIENT);
  return inLoopTime(() => work(step === 'body' || step === 'greeting' ? SHORT : PATIENT));
}

export const cellsOf = (steps: readonly Step[]) =>
  steps.flatMap((step) =>
    FAULTS.map((fault) => {
      const row = CELLS[step] ?? {};
      return [step, fault, row[fault] ?? row['others'] ?? ''] as const;
    }),
  );

/** More than the buffers between two sockets hold: most of it is not out when the server acts. */
export const HUGE = [
  Buffer.from('x'.repeat(78) + '\r\n'),
  Buffer.alloc(24_000_000, 'y'.repeat(78) + '\r\n'),
];

export function judged(outcome: SendOutcome): string {
  if (outcome.kind !== 'failed') return outcome.kind;
  const { delivery, run } = consequencesOf(outcome.failure);
  return `${inShort(outcome)} ${delivery} ${run}`;
}
