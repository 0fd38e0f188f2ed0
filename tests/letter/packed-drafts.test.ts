import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packDrafts, unpackDraft } from '../../src/letter/packed-drafts.ts';

const draft = fc.record({
  messageId: fc.string(),
  from: fc.string(),
  to: fc.string({ unit: 'grapheme' }),
  own: fc.array(fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes))),
});

test('unpackDraft returns the drafts that were packed, even after their bytes have moved', () => {
  fc.assert(
    fc.property(fc.array(draft), (drafts) => {
      const packed = packDrafts(drafts);
      const moved = structuredClone(packed, { transfer: [packed.bytes] });
      expect(packed.bytes.detached).toBe(true);
      const out = drafts.map((_, at) => unpackDraft(moved, at));
      expect(out).toEqual(drafts);
    }),
  );
});

test('unpackDraft returns undefined for an index without a draft', () => {
  const packed = packDrafts([]);
  expect([unpackDraft(packed, 0), unpackDraft(packed, -1)]).toEqual([undefined, undefined]);
});
