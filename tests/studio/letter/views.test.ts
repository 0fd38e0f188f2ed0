import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { problem } from '../../../src/base/problem.ts';
import { createLetterViews, type LetterViews } from '../../../src/studio/letter/views.ts';
import type { Variant } from '../../../src/studio/look.ts';
import { openNewsroom, type Newsroom } from '../newsroom.ts';

const AS_SENT: Variant = { mode: 'light', pictures: true, styles: true };
const FULL: Variant = { ...AS_SENT, mode: 'full' };

/** Letters of at most 0.6 MB that take very long to repaint, or exhaust the stack or the memory. */
const HOSTILE = {
  'sibling rules': `<style>${'p ~ p ~ p ~ p{color:red}'.repeat(100)}</style>${'<p>x</p>'.repeat(3000)}`,
  ':has() rules': `<style>${'p:has(~ p.x){color:red}'.repeat(300)}</style>${'<p>x</p>'.repeat(3000)}`,
  'deep nesting': '<div>'.repeat(100_000),
  'many rules and elements': `<style>${'p{color:red}'.repeat(20_000)}</style>${'<p>x</p>'.repeat(40_000)}`,
};

let views: LetterViews;
beforeEach(() => {
  views = createLetterViews(1000);
});
afterEach(() => views.close());

const parts = (variant: Variant) => ({ variant, pictures: new Map(), problems: [], online: false });

/** Returns the longest time that the thread was busy while something was done, in ms. */
async function longestBlock(work: () => Promise<void>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  await work();
  clearInterval(timer);
  return longest;
}

describe('the view of a letter', () => {
  test.each(Object.keys(HOSTILE) as (keyof typeof HOSTILE)[])(
    'with %s is given up after some time, and blocks nothing else',
    async (kind) => {
      const html = HOSTILE[kind];
      let shown = '';
      const blocked = await longestBlock(async () => {
        shown = await views.view(html, parts(FULL));
      });
      expect(shown).toContain('Too complex for this view');
      expect(shown).toContain("default-src 'none'");
      expect(blocked).toBeLessThan(500);
      const begun = performance.now();
      expect(await views.view(html, parts(FULL))).toBe(shown);
      expect(performance.now() - begun).toBeLessThan(500);
      expect(await views.view(html, parts(AS_SENT))).toContain(html.slice(-100));
    },
  );

  test('of more than a million characters is not parsed at all', async () => {
    const html = `<p>${'word '.repeat(250_000)}`;
    const begun = performance.now();
    expect(await views.view(html, parts(FULL))).toContain('Too complex for this view');
    expect(performance.now() - begun).toBeLessThan(500);
  });

  test('that is only too complex for the marks of its problems is shown without them', async () => {
    const html = `<p>${'word '.repeat(250_000)}`;
    const problems = [problem('html/alt', undefined, { element: '<p> word' })];
    const shown = await views.view(html, { ...parts(AS_SENT), problems });
    expect(shown).toContain('word word');
    expect(shown).not.toContain('Too complex');
  });

  test('is made after one that was given up, and beside others', async () => {
    const [given, ...others] = await Promise.all([
      views.view(HOSTILE['sibling rules'], parts(FULL)),
      ...[1, 2, 3].map((number) => views.view(`<p>letter ${number}</p>`, parts(FULL))),
    ]);
    expect(given).toContain('Too complex');
    for (const [index, shown] of others.entries())
      expect(shown).toMatch(new RegExp(`<p style="[^"]+">letter ${index + 1}</p>`));
  });

  test('has its pictures in every mode that shows them', async () => {
    const pictures = new Map([['cid:a', { type: 'image/png', bytes: Buffer.from('png') }]]);
    const html = '<img src="cid:a" alt="A">';
    for (const mode of ['light', 'dark', 'partial', 'full'] as const) {
      const shown = await views.view(html, { ...parts({ ...AS_SENT, mode }), pictures });
      expect(shown).toContain('src="data:image/png;base64,cG5n"');
    }
    const hidden = { ...parts({ ...AS_SENT, pictures: false }), pictures };
    expect(await views.view(html, hidden)).not.toContain('src=');
  });
});

describe('a caught message', () => {
  let room: Newsroom;
  beforeEach(async () => {
    room = await openNewsroom();
  });
  afterEach(() => room.close());

  test('that would freeze the studio is answered in every mode, and editions at once', async () => {
    const message = `Subject: x\r\nContent-Type: text/html\r\n\r\n${HOSTILE['sibling rules']}`;
    await room.maildir.deliver(Buffer.from(message));
    const [name = ''] = await room.maildir.list();
    const slow = room.get(`/mailbox/${name}/full.html`);
    const begun = performance.now();
    expect((await room.get('/mailbox/')).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(1000);
    const { status, text } = await slow;
    expect(status).toBe(200);
    expect(text).toContain('Too complex for this view');
  });
});
