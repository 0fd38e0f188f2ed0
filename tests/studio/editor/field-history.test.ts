import { expect, test } from 'vitest';
import {
  changed,
  redone,
  undone,
  type FieldHistory,
} from '../../../src/studio/script/editor/field-history.ts';
import { openKeptTexts } from '../../../src/studio/script/editor/kept.ts';

const EMPTY: FieldHistory = { now: '', past: [], future: [] };
const typed = (...words: readonly string[]) =>
  words.reduce((history, word) => changed(history, word, false), EMPTY);

test('what is typed without a pause is undone as one step, and redone as one', () => {
  const harbor = changed(changed(typed('H'), 'Ha', true), 'Harbor', true);
  const bill = changed(harbor, 'Harbor bill', false);
  const back = undone(bill);
  expect(back?.now).toBe('Harbor');
  expect(back && redone(back)).toEqual(bill);
  expect(back && undone(back)).toEqual({ now: '', past: [], future: ['Harbor', 'Harbor bill'] });
});

test('there is nothing before the first value and nothing after the last, and typing ends what can be redone', () => {
  expect(undone(EMPTY)).toBeUndefined();
  expect(redone(typed('a'))).toBeUndefined();
  const back = undone(typed('a', 'b')) ?? expect.unreachable();
  expect(changed(back, 'c', false)).toEqual({ now: 'c', past: ['', 'a'], future: [] });
});

test('the hundred newest steps are kept', () => {
  const long = typed(...Array.from({ length: 150 }, (_, index) => String(index)));
  expect(long.past).toHaveLength(100);
  expect(long.past[0]).toBe('49');
});

test('what a browser has kept of the fields is read, and what is none is left out', () => {
  const items: Record<string, string> = {};
  const storage = {
    getItem: (key: string) => items[key] ?? null,
    setItem: (key: string, value: string) => {
      items[key] = value;
    },
    removeItem: () => undefined,
  } as unknown as Storage;
  const kept = openKeptTexts('a story', storage);
  expect(kept.fields()).toEqual({});
  kept.keepFields({ subject: typed('Talks') });
  expect(openKeptTexts('a story', storage).fields()).toEqual({ subject: typed('Talks') });
  items['broadsheet fields a story'] = '{"subject":{"now":1},"dek":null,"alt":{"now":"a"}}';
  expect(kept.fields()).toEqual({});
});
