import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { highlightMarkup, highlightMessage } from '../../../src/studio/letter/highlight.ts';
import { inboxRows } from '../../../src/studio/letter/inbox-rows.ts';

describe('a highlighted source', () => {
  const textOf = (markup: string) =>
    parseHTML(`<p>${markup}</p>`).document.documentElement.textContent;
  const HOSTILE = `Subject: <script>own()</script> & "more"\r\n\r\n--b\r\n<img src=x onerror=own()>`;

  test.each([HOSTILE, '<a href="x>', '\0', '', '</pre><script>x</script>'])(
    'a highlighted source contains no markup of the source: %j',
    (source) => {
      for (const markup of [highlightMarkup(source), highlightMessage(source)]) {
        expect(markup.replaceAll(/<\/?span(?: class="[\w -]+")?>/g, '')).not.toMatch(/<\w/);
      }
    },
  );

  test('a highlighted source has the text of the source', () => {
    expect(textOf(highlightMessage('Subject: A\r\n\r\n--b\r\nHello'))).toBe(
      'Subject: A\r\n\r\n--b\r\nHello',
    );
    expect(textOf(highlightMarkup('<p class="a">A &amp; B</p>'))).toBe(
      '<p class="a">A &amp; B</p>',
    );
  });

  test('attributes are highlighted, unless the source is too long', () => {
    expect(highlightMarkup('<p class="a">')).toContain('hljs-attr');
    expect(highlightMarkup('<p>'.repeat(200_000))).not.toContain('<span');
  });
});

describe('a row in an inbox', () => {
  const row = (program: string, subject: string, preheader = '') =>
    inboxRows({ sender: 'The Politics Briefing', subject, preheader }).find(
      (each) => each.program === program,
    );

  test('a subject that does not fit is cut, and its rest is kept', () => {
    const subject = 'a'.repeat(39) + 'bcdef';
    const cut = row('apple', subject)?.subject;
    expect(cut?.length).toBe(44);
    expect(`${cut?.shown}${cut?.lost}`).toBe(subject);
    expect(cut?.shown.length).toBe(39);
  });

  test('a subject that fits exactly is not cut', () => {
    expect(row('apple', 'a'.repeat(40))?.subject.lost).toBe('');
  });

  test('in Gmail, the preheader gets the rest of the subject’s line', () => {
    const room = (subject: string) => row('gmail', subject, 'x'.repeat(200))?.preheader.room ?? 0;
    expect(room('short')).toBeGreaterThan(room('a'.repeat(60)));
    expect(room('a'.repeat(500))).toBe(room('a'.repeat(70)));
  });

  test('an emoji of several code points counts as one character, and is not cut', () => {
    const cut = row('apple', '👨‍👩‍👧‍👦'.repeat(50))?.subject;
    expect(cut?.length).toBe(50);
    expect(cut?.shown).toBe('👨‍👩‍👧‍👦'.repeat(39));
  });
});
