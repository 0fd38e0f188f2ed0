import { expect, test } from 'vitest';
import { sizePanel } from '../../src/studio/pages/size.ts';

const PIECES = [
  { kind: 'head', name: 'Head and styles', start: 0, bytes: 4000 },
  { kind: 'story', name: 'First <b>', start: 4000, bytes: 56_000 },
  { kind: 'story', name: 'Second', start: 60_000, bytes: 50_000 },
  { kind: 'footer', name: 'Footer', start: 110_000, bytes: 3000 },
] as const;

const panel = async (clip: number, warning: number) =>
  String(await sizePanel({ pieces: PIECES, clip, warning }));

test('the size panel names the story that Gmail clips, and marks only its row', async () => {
  const shown = await panel(100_000, 80_000);
  expect(shown).toContain('Gmail clips this letter</strong> in');
  expect(shown).toContain('the story “Second”');
  expect(shown.match(/clipped here/g)).toHaveLength(1);
});

test('the size panel shows how many bytes are left, and warns if they are few', async () => {
  expect(await panel(200_000, 150_000)).toMatch(/"good">113.0 KB<\/strong>, 87.0 KB below/);
  expect(await panel(114_000, 100_000)).toMatch(/"warn">113.0 KB<\/strong>, only 1.0 KB below/);
});

test('markup in a headline is shown as text', async () => {
  expect(await panel(200_000, 150_000)).toContain('First &lt;b&gt;');
});
