import { expect, test } from 'vitest';
import { makeNewsletter, SAMPLE_ID } from '../support/newsletter.ts';
import { ARTICLE } from './studio-pages.ts';

test('a page of the studio has no terminal colours, even with FORCE_COLOR', async () => {
  const newsletter = makeNewsletter();
  newsletter.write(ARTICLE, 'A headline without a story\n');
  const running = newsletter.start(['preview', '--port', '0'], { FORCE_COLOR: '1' });
  try {
    const [url] = await running.printed(/http:\/\/127\.0\.0\.1:\d+\//);
    const edition = `editions/${SAMPLE_ID}/`;
    for (const path of ['', `${edition}nobody/`, `${edition}summary.html`]) {
      const page = await (await fetch(url + path)).text();
      expect(page).toContain(SAMPLE_ID);
      expect(page).not.toContain('\u001b');
    }
    const page = await (await fetch(`${url}${edition}nobody/`)).text();
    expect(page).toContain(`${ARTICLE}:1: The article has no story`);
  } finally {
    running.child.kill('SIGTERM');
    await running.ended;
  }
});
