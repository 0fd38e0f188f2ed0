import { describe, expect, test } from 'vitest';
import { checkSpam, spamScore, verdictOf, type SpamAnswer } from '../../src/check/spam.ts';
import { sampleLetter } from './checks/sample-letter.ts';

/** An answer of SpamAssassin 4: the verdict in folded headers, the report below the message. */
const ANSWER = Buffer.from(`Received: from localhost by desk with SpamAssassin (version 4.0.1);
X-Spam-Flag: YES
X-Spam-Level: ******
X-Spam-Status: Yes, score=6.4 required=5.0 tests=DATE_IN_PAST_96_XX,
	HTML_MESSAGE,MISSING_HEADERS,SPF_PASS,
	SUBJ_ALL_CAPS autolearn=no autolearn_force=no version=4.0.1
Subject: NEWS

The body says X-Spam-Status: No, score=0.0.

Content analysis details:   (6.4 points, 5.0 required)

 pts rule name              description
---- ---------------------- --------------------------------------------------
 3.4 DATE_IN_PAST_96_XX     Date: is 96 hours or more before Received: date
 0.0 HTML_MESSAGE           BODY: HTML included in message
 1.0 MISSING_HEADERS        Missing To: header
                            of a message
-0.0 SPF_PASS               SPF: sender matches SPF record
 2.0 SUBJ_ALL_CAPS          Subject is all capitals
`);

const DATE_RULE = 'Date: is 96 hours or more before Received: date';

const answering = (answer: SpamAnswer) => () => Promise.resolve(answer);

describe('the spam check', () => {
  test('reads the score and the rules that added points, highest first', () => {
    expect(verdictOf(ANSWER)).toEqual({
      score: 6.4,
      rules: ['DATE_IN_PAST_96_XX 3.4', 'SUBJ_ALL_CAPS 2', 'MISSING_HEADERS 1'],
    });
  });

  test('reads each rule with its points and its description, which may have several lines', () => {
    expect(spamScore({ ok: true, message: ANSWER }, 5)).toEqual({
      kind: 'scored',
      score: 6.4,
      limit: 5,
      rules: [
        { name: 'DATE_IN_PAST_96_XX', points: 3.4, description: DATE_RULE },
        { name: 'SUBJ_ALL_CAPS', points: 2, description: 'Subject is all capitals' },
        { name: 'MISSING_HEADERS', points: 1, description: 'Missing To: header of a message' },
        { name: 'HTML_MESSAGE', points: 0, description: 'BODY: HTML included in message' },
        { name: 'SPF_PASS', points: 0, description: 'SPF: sender matches SPF record' },
      ],
    });
    const reason = 'there is no command spamassassin';
    expect(spamScore({ ok: false, reason }, 5)).toEqual({ kind: 'unasked', reason });
  });

  test('reads an answer without a report and a negative score', () => {
    const short = Buffer.from('X-Spam-Status: No, score=-1.2 required=5.0 tests=A_RULE,B\r\n\r\nx');
    expect(verdictOf(short)).toEqual({ score: -1.2, rules: ['A_RULE', 'B'] });
    const none = Buffer.from('X-Spam-Status: No, score=0.0 required=5.0 tests=none\n\nx');
    expect(verdictOf(none)).toEqual({ score: 0, rules: [] });
  });

  test('reports a score above the limit with its rules', async () => {
    const problems = await checkSpam(sampleLetter(), answering({ ok: true, message: ANSWER }));
    expect(problems).toMatchObject([
      { code: 'letter/spam', severity: 'warning', actual: '6.4 points', expected: 'below 5' },
    ]);
    expect(problems[0]?.detail).toContain('DATE_IN_PAST_96_XX 3.4');
  });

  test('passes the whole message to the filter', async () => {
    const letter = sampleLetter();
    let handed: Buffer = Buffer.alloc(0);
    await checkSpam(letter, (message) => {
      handed = message;
      return Promise.resolve({ ok: true, message: ANSWER });
    });
    expect(handed.equals(letter.raw)).toBe(true);
  });

  test('reports nothing for a score below the limit', async () => {
    const message = Buffer.from('X-Spam-Status: No, score=0.1 required=5.0 tests=A\n\nx');
    expect(await checkSpam(sampleLetter(), answering({ ok: true, message }))).toEqual([]);
  });

  test.each([
    ['is not installed', { ok: false, reason: 'there is no command spamassassin' } as const],
    ['gives an unknown answer', { ok: true, message: Buffer.from('hello') } as const],
  ])('adds a note if the filter %s', async (_, answer) => {
    expect(await checkSpam(sampleLetter(), answering(answer))).toMatchObject([
      { code: 'letter/spam-unasked', severity: 'note' },
    ]);
  });
});
