import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeProblem, ProblemsError, UserError } from '../../../src/index.ts';
import { ID, TOO_LARGE, useNewsletter } from './open.ts';

const { desk, open, openWithList } = useNewsletter();
const inFolder = (file: string) => desk().newsletter.path(file);

test('editions() lists the editions oldest first, with their files from the folder', async () => {
  desk().edition('2023-06-15-two');
  desk().edition(ID);
  expect(await open().editions()).toEqual([
    { id: ID, date: '2023-06-14', files: [`content/${ID}.txt`] },
    { id: '2023-06-15-two', date: '2023-06-15', files: ['content/2023-06-15-two.txt'] },
  ]);
});

test('prepare() makes the letter that build() writes, and writes nothing itself', async () => {
  desk().edition(ID);
  const letter = await open().prepare();
  expect(letter).toMatchObject({ edition: ID, subject: `Headline of ${ID}`, notes: [] });
  expect(existsSync(inFolder('dist'))).toBe(false);
  const built = await open().build(ID);
  expect(built.letter).toEqual(letter);
  const written = (file: string) => readFileSync(inFolder(join(built.folder, file)));
  expect(built.files).toContain('letter.eml');
  expect(written('letter.eml').equals(letter.message)).toBe(true);
  expect(written('letter.html').toString()).toBe(letter.html);
});

test('check() returns problems as data, and the letter', async () => {
  desk().edition(ID);
  const checked = await open().check(ID);
  expect(checked).toMatchObject({ edition: ID, passed: true });
  expect(checked.letter?.contentHash).toBe((await open().prepare(ID)).contentHash);
  desk().newsletter.configure(TOO_LARGE);
  expect(await open().check(ID)).toMatchObject({
    passed: false,
    problems: expect.arrayContaining([
      expect.objectContaining({ code: 'letter/size', severity: 'error' }),
    ]) as unknown,
  });
});

test('check() returns the problems of an article that no letter can be made of', async () => {
  desk().edition(ID, 'image: nothing.jpg\nalt: A bridge');
  const checked = await open().check();
  expect(checked).toEqual({
    edition: ID,
    passed: false,
    problems: [expect.objectContaining({ code: 'article/picture', severity: 'error' })],
  });
  const [problem] = checked.problems;
  expect(problem && describeProblem(problem).finding).toContain('nothing.jpg');
});

test('check() returns what is misnamed in the content folder, for the newest edition', async () => {
  desk().edition(ID);
  desk().edition('2023-6-14-two');
  const problems = [expect.objectContaining({ code: 'edition/name' })];
  expect(await open().check()).toEqual({ edition: ID, passed: false, problems });
  const named = await open().check(ID);
  expect(named).toMatchObject({ passed: false, letter: { edition: ID } });
  expect((await open().build(ID)).skipped).toEqual(problems);
});

test('check() rejects where there is no edition', async () => {
  await expect(open().check()).rejects.toBeInstanceOf(UserError);
  desk().edition('2023-6-14-two');
  await expect(open().check()).rejects.toBeInstanceOf(ProblemsError);
});

test('prepare() rejects with the problems of such an article, as a mistake', async () => {
  desk().edition(ID, 'image: nothing.jpg\nalt: A bridge');
  const error = await open()
    .prepare(ID)
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ProblemsError);
  expect(error).toBeInstanceOf(UserError);
  expect((error as ProblemsError).problems).toMatchObject([{ code: 'article/picture' }]);
});

test('an edition that does not exist is a mistake with its remedy', async () => {
  desk().edition(ID);
  await expect(open().status('2023-06-14-none')).rejects.toMatchObject({
    name: 'UserError',
    message: 'There is no edition "2023-06-14-none" in content/.',
    remedy: expect.stringContaining(ID) as string,
  });
});

test('approve() and compare() show what changed since, and send() refuses it', async () => {
  desk().newsletter.configure('requireApproval: true');
  const newsletter = await openWithList();
  expect(await newsletter.send(ID)).toEqual(
    expect.objectContaining({ kind: 'unapproved', file: `content/${ID}.approved.json` }),
  );
  expect((await newsletter.approve(ID)).file).toBe(`content/${ID}.approved.json`);
  expect((await newsletter.compare(ID)).difference.same).toBe(true);
  desk().edition(ID, 'subject: Another');
  const { difference } = await newsletter.compare(ID);
  expect(difference).toMatchObject({ same: false });
  expect(difference.changes).toContainEqual(expect.objectContaining({ after: 'Another' }));
  expect(await newsletter.send(ID)).toMatchObject({ kind: 'unapproved', change: { difference } });
  expect(desk().sink.letters).toEqual([]);
});
