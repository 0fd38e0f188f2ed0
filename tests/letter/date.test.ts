import { expect, test } from 'vitest';
import { composeLetter, dated } from '../../src/letter/compose.ts';
import { spliceLetter } from '../../src/letter/letter.ts';
import { render, sampleEdition, sampleSender } from '../support/sample.ts';

const edition = sampleEdition();
const rendered = await render(edition);
const compose = (publishedAt = edition.publishedAt) =>
  composeLetter({ ...edition, publishedAt }, rendered, sampleSender());
const reader = { email: 'ada@example.com', attributes: {} };
const linesOf = (composed: ReturnType<typeof compose>) =>
  Buffer.concat(spliceLetter(composed, reader).chunks).toString('latin1').split('\r\n');

test('the Date of a letter that is built is when its edition is published', () => {
  expect(linesOf(compose())).toContain('Date: Wed, 14 Jun 2023 10:00:00 +0000');
});

test('another Date changes one line of a letter, and not its Message-ID', () => {
  const before = linesOf(compose());
  const after = linesOf(dated(compose(), new Date('2026-11-26T14:05:09.871Z')));
  const changed = after.filter((line, index) => line !== before[index]);
  expect(changed).toEqual(['Date: Thu, 26 Nov 2026 14:05:09 +0000']);
});

test('the content hash does not depend on when the edition is published', () => {
  expect(compose(new Date('2026-11-26T14:00:00Z')).contentHash).toBe(compose().contentHash);
});
