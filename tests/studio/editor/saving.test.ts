import { expect, test, vi } from 'vitest';
import {
  createSaver,
  type Content,
  type SaveState,
} from '../../../src/studio/script/editor/saving.ts';
import type { FileSaved, StoryChange, StoryFile } from '../../../src/studio/writing.ts';
import { NO_FIELDS, storyOf } from './stories.ts';

const contentOf = ({ fields, frontMatter, body }: StoryFile): Content =>
  fields ? { fields, body } : { frontMatter, body };
const typed = (body: string, subject = ''): Content => ({
  fields: { ...NO_FIELDS, subject },
  body,
});

/** A disk with one file, which answers when it is told to. */
function openDisk(body: string) {
  let story = storyOf(body);
  const waiting: (() => void)[] = [];
  const asked: StoryChange[] = [];
  const states: SaveState[] = [];
  let failure: 'lost answer' | 'unreachable' | FileSaved | undefined;
  const write = (change: StoryChange): FileSaved => {
    if (failure !== undefined && typeof failure === 'object') return failure;
    if (change.base !== story.version) return { kind: 'changed', story };
    story = storyOf(change.body ?? story.body, { ...story.fields, ...change.fields });
    return { kind: 'saved', story };
  };
  const saver = createSaver({
    story,
    contentOf,
    retryMs: 100,
    onState: (state) => states.push(state),
    send: async (change) => {
      asked.push(change);
      await new Promise<void>((resolve) => waiting.push(resolve));
      const broken = failure;
      if (broken === 'unreachable') throw new TypeError('fetch failed');
      const answer = write(change);
      if (broken === 'lost answer') throw new TypeError('terminated');
      return answer;
    },
  });
  return {
    saver,
    asked,
    kinds: () => states.map(({ kind }) => kind),
    story: () => story,
    writeElsewhere: (text: string) => {
      story = storyOf(text, story.fields);
    },
    fail: (how: typeof failure) => {
      failure = how;
    },
    answer: async () => {
      const answers = waiting.splice(0);
      for (const each of answers) each();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test('the first key is sent at once, and of the keys meanwhile only the newest text, one request at a time', async () => {
  const { saver, asked, answer, story } = openDisk('');
  for (const text of ['a', 'ab', 'abc', 'abcd']) saver.change(typed(text));
  expect(asked.map(({ body }) => body)).toEqual(['a']);
  await answer();
  expect(asked.map(({ body }) => body)).toEqual(['a', 'abcd']);
  expect(saver.isClean()).toBe(false);
  await answer();
  expect(asked).toHaveLength(2);
  expect(saver.isClean()).toBe(true);
  expect(saver.state().kind).toBe('saved');
  expect(story().body).toBe('abcd');
});

test('a request names the version that it was made of, and carries only the parts that have changed', async () => {
  const { saver, asked, answer, story } = openDisk('text');
  const first = story().version;
  saver.change(typed('text', 'Talks'));
  await answer();
  const second = story().version;
  saver.change(typed('text', 'Talks in Beijing'));
  await answer();
  saver.change(typed('other text', 'Talks in Beijing'));
  await answer();
  expect(asked).toEqual([
    { base: first, fields: { subject: 'Talks' } },
    { base: second, fields: { subject: 'Talks in Beijing' } },
    { base: 'version of text Talks in Beijing', body: 'other text' },
  ]);
});

test('a file that somebody else has changed is never overwritten until the user has chosen', async () => {
  const { saver, asked, answer, writeElsewhere, story } = openDisk('text');
  writeElsewhere('their text');
  saver.change(typed('my text'));
  await answer();
  expect(saver.state()).toMatchObject({ kind: 'conflict', story: { body: 'their text' } });
  saver.change(typed('my longer text'));
  saver.retry();
  await answer();
  expect(asked).toHaveLength(1);
  expect(story().body).toBe('their text');
  saver.overwrite();
  await answer();
  expect(story().body).toBe('my longer text');
  expect(saver.isClean()).toBe(true);
});

test('who gives way in a conflict goes on from the text of the file', async () => {
  const { saver, asked, answer, writeElsewhere, story } = openDisk('text');
  writeElsewhere('their text');
  saver.change(typed('my text'));
  await answer();
  saver.giveWay();
  expect(saver.isClean()).toBe(true);
  expect(saver.version()).toBe(story().version);
  saver.change(typed('their text, and mine'));
  await answer();
  expect(asked.at(-1)).toEqual({ base: 'version of their text ', body: 'their text, and mine' });
});

test('a file that is changed again while the user looks at a conflict is a conflict again', async () => {
  const { saver, answer, writeElsewhere, story } = openDisk('text');
  writeElsewhere('their text');
  saver.change(typed('my text'));
  await answer();
  writeElsewhere('their newer text');
  saver.overwrite();
  await answer();
  expect(saver.state()).toMatchObject({ kind: 'conflict', story: { body: 'their newer text' } });
  expect(story().body).toBe('their newer text');
});

test('a save whose answer was lost, since the studio was killed, is no conflict with itself', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { saver, answer, fail, story, kinds } = openDisk('text');
  fail('lost answer');
  saver.change(typed('my text '));
  await answer();
  expect(saver.state().kind).toBe('failed');
  expect(story().body).toBe('my text ');
  fail(undefined);
  vi.advanceTimersByTime(100);
  await answer();
  expect(kinds()).not.toContain('conflict');
  expect(saver.isClean()).toBe(true);
  vi.useRealTimers();
});

test('what could not be saved is tried again, not at each key but after a while, and with the newest text', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { saver, asked, answer, fail, story } = openDisk('text');
  fail({ kind: 'failed', message: 'The disk is full.', remedy: 'Free some space.' });
  saver.change(typed('a'));
  await answer();
  expect(saver.state()).toMatchObject({ kind: 'failed', message: 'The disk is full.' });
  saver.change(typed('ab'));
  saver.change(typed('abc'));
  await answer();
  expect(asked).toHaveLength(1);
  fail('unreachable');
  vi.advanceTimersByTime(100);
  await answer();
  expect(asked).toHaveLength(2);
  expect(saver.state()).toMatchObject({ kind: 'failed', message: 'The studio does not respond.' });
  fail(undefined);
  saver.retry();
  await answer();
  expect(story().body).toBe('abc');
  expect(saver.isClean()).toBe(true);
  vi.useRealTimers();
});

test('a text that is typed back to what is saved needs no request', async () => {
  const { saver, asked, answer } = openDisk('text');
  saver.change(typed('texts'));
  saver.change(typed('text'));
  await answer();
  await answer();
  expect(asked.map(({ body }) => body)).toEqual(['texts', 'text']);
  saver.change(typed('text'));
  expect(asked).toHaveLength(2);
  expect(saver.state().kind).toBe('saved');
});
