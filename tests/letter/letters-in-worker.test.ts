import { afterEach, describe, expect, test } from 'vitest';
import { composeLetter } from '../../src/letter/compose.ts';
import { letterMaker } from '../../src/letter/letter.ts';
import { startLetterWorker, type LetterWorker } from '../../src/letter/letters-in-worker.ts';
import type { Subscriber } from '../../src/subscribers/subscriber.ts';
import { render, sampleEdition, sampleSender } from '../support/sample.ts';
import { ED25519_KEY, RSA_KEY } from '../dkim/signing-keys.ts';

const edition = sampleEdition();
const composed = composeLetter(edition, await render(edition), sampleSender());
const keys = [RSA_KEY, ED25519_KEY];

const ADA: Subscriber = { id: 1, email: 'ada@example.com', attributes: {} };
const PEOPLE: readonly Subscriber[] = [
  ADA,
  {
    id: 2,
    email: 'jürgen@bücher.example',
    firstName: 'Jürgen',
    lastName: '…'.repeat(90),
    attributes: {},
  },
  { id: 3, email: 'laila@example.com', name: 'ليلى <b>', attributes: { city: 'القاهرة' } },
];

let worker: LetterWorker | undefined;
afterEach(() => worker?.close());

describe('letters made on a worker thread', () => {
  test.each([
    ['unsigned', []],
    ['signed', keys],
  ])('are the same as a letterMaker’s: %s', async (_, signing) => {
    worker = startLetterWorker(composed, signing);
    const make = letterMaker(composed, signing);
    const many = Array.from({ length: 60 }, (_none, index) => PEOPLE[index % 3] ?? ADA);
    worker.begin(many.slice(0, 20));
    const made = await Promise.all(many.map(async (each) => worker?.letterFor(each)));
    const wanted = await Promise.all(many.map(async (each) => make(each)));
    expect(made).toEqual(wanted);
  });

  test('reject if one can’t be made, and the others are made', async () => {
    worker = startLetterWorker(composed, []);
    const bad = { ...ADA, id: 9, email: 5 } as unknown as Subscriber;
    await expect(worker.letterFor(bad)).rejects.toThrow();
    const good = await worker.letterFor(ADA);
    expect(good.envelope.to).toBe('ada@example.com');
  });

  test('reject once the worker is closed', async () => {
    const closed = startLetterWorker(composed, []);
    const letter = closed.letterFor(ADA);
    const [outcome] = await Promise.allSettled([letter, closed.close()]);
    expect(outcome.status).toBe('rejected');
  });
});
