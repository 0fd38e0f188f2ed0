/** Stories are saved by processes that are killed, that run at the same time, and that have no room. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeNewsletter } from '../../support/newsletter.ts';
import { numberIn, storyOf } from './numbered-story.ts';

const EDITION = '2023-06-14-talks';
const FILE = `content/${EDITION}.md`;
const SCRIPT = join(import.meta.dirname, 'saving-process.ts');
const MOVING = join(import.meta.dirname, 'moving-process.ts');
const LOCKING = join(import.meta.dirname, 'locking-process.ts');

function newsletter(lines: number) {
  const made = makeNewsletter();
  made.write(FILE, storyOf(0, lines));
  return {
    folder: made.folder,
    path: (name: string) => made.path(name),
    story: () => readFileSync(made.path(FILE), 'utf8'),
  };
}

/** Starts a process that saves; `limit` is the largest file it can write, in blocks of the shell. */
function startSaving(folder: string, saves: number, lines: number, limit?: number) {
  const own = [SCRIPT, folder, EDITION, String(saves), String(lines)];
  return start(
    limit === undefined
      ? spawn(process.execPath, own)
      : spawn('sh', ['-c', `ulimit -f ${limit}; exec "$0" "$@"`, process.execPath, ...own]),
  );
}

function start(child: ChildProcessWithoutNullStreams) {
  let printed = '';
  let faults = '';
  child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
  child.stderr.on('data', (data: Buffer) => (faults += data.toString()));
  const ended = new Promise<string>((resolve, reject) => {
    child.once('close', () => {
      if (faults === '') resolve(printed);
      else reject(new Error(faults));
    });
  });
  const saved = (least: number) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (Number(printed.trimEnd().split('\n').at(-1)) >= least) resolve();
      };
      child.stdout.on('data', look);
    });
  return { child, ended, saved, last: () => Number(printed.trimEnd().split('\n').at(-1)) };
}

const hidden = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('.'));

test('a process that is killed while it saves leaves a whole story, with all it reported', async () => {
  const lines = 20_000;
  const { folder, story, path } = newsletter(lines);
  let reported = 0;
  for (let round = 0; round < 3; round++) {
    const saving = startSaving(folder, 10_000, lines);
    await saving.saved(reported + 2 + round);
    saving.child.kill('SIGKILL');
    await saving.ended;
    const number = numberIn(story(), lines);
    reported = saving.last();
    expect(number - reported).toBeOneOf([0, 1]);
    reported = number;
  }
  // The next one is not kept waiting by the lock of a dead process, and cleans up.
  const began = performance.now();
  await startSaving(folder, 1, lines).ended;
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(numberIn(story(), lines)).toBe(reported + 1);
  expect(hidden(path('content'))).toEqual([]);
});

test('two processes that save at the same time lose none of their saves', async () => {
  const { folder, story, path } = newsletter(3);
  await Promise.all([startSaving(folder, 40, 3).ended, startSaving(folder, 40, 3).ended]);
  expect(numberIn(story(), 3)).toBe(80);
  expect(readdirSync(path('.broadsheet/locks'))).toEqual([]);
});

test('a process that is killed while it moves stories leaves each of them once, and the time of the edition', async () => {
  const made = makeNewsletter();
  const digest = '2023-06-15-digest';
  const names = ['one', 'two', 'three', 'four'];
  names.forEach((name, index) => {
    const front = index === 0 ? '---\nsend: 2023-06-15 06:00\n---\n\n' : '';
    made.write(`content/${digest}/${index + 1}-${name}.md`, `${front}# ${name}\n`);
  });
  const folder = made.path(`content/${digest}`);
  for (let round = 0; round < 3; round++) {
    const moving = start(spawn(process.execPath, [MOVING, made.folder, digest]));
    await moving.saved(3 + round);
    moving.child.kill('SIGKILL');
    await moving.ended;
    const texts = readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    const headlines = texts.flatMap((text) => /^# (.*)$/m.exec(text)?.[1] ?? []);
    expect(headlines.toSorted()).toEqual(names.toSorted());
    expect(texts.join('')).toContain('send: 2023-06-15 06:00\n');
  }
});

test('of many processes that find the lock of a dead one, a single one takes it over at a time', async () => {
  const data = makeNewsletter().path('.broadsheet');
  const [processes, times] = [6, 60];
  const printed = await Promise.all(
    Array.from({ length: processes }, () => {
      const own = [LOCKING, data, FILE, String(times)];
      return start(spawn(process.execPath, own)).ended;
    }),
  );
  const words = printed.flatMap((each) => each.trimEnd().split('\n'));
  // On a busy machine, one that waits for seconds gives up.
  expect(words).not.toContain('both');
  expect(words.filter((word) => word === 'in').length).toBeGreaterThan(times);
  // The last one has left its lock; none is left of those that guard the taking over.
  expect(readdirSync(join(data, 'locks'))).toHaveLength(1);
});

test.skipIf(process.platform === 'win32')(
  'without room for the new story, the old one stays and the reason is given',
  async () => {
    const { folder, story, path } = newsletter(3);
    const printed = await startSaving(folder, 1, 100_000, 8).ended;
    expect(printed).toContain('(EFBIG). Raise the limit');
    expect(story()).toBe(storyOf(0, 3));
    expect(hidden(path('content'))).toEqual([]);
  },
);
