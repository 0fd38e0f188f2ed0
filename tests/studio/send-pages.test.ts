/** The page that sends an edition, over a real database and a real server, without a script. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSink, type SmtpSink } from '../support/smtp-sink.ts';
import { ID, openNewsroom, type Newsroom } from './newsroom.ts';
import { wordsOf } from './run-views.ts';

const PATIENCE = { timeout: 15_000 };
const PAGE = `/editions/${ID}/send/`;

let sink: SmtpSink;
let room: Newsroom;
beforeEach(async () => {
  sink = await startSink();
  room = await openNewsroom({ SMTP_URL: sink.url });
  await room.subscribe(
    Array.from({ length: 3 }, (_, index) => ({ email: `r${index}@example.com`, attributes: {} })),
  );
});
afterEach(async () => {
  await room.close();
  await sink.close();
  expect(room.faults).toEqual([]);
});

const page = async () => (await room.get(PAGE)).text;
const words = async () => wordsOf(await page());
/** The fields that the form of a task sends if nobody changes anything. */
const fieldsOf = (text: string, task = 'rest'): Record<string, string> => {
  const [form = ''] = new RegExp(`<form id="form-${task}-[\\s\\S]*?</form>`).exec(text) ?? [];
  return Object.fromEntries(
    Array.from(form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g), ([, name, value]) => [
      name,
      value,
    ]),
  ) as Record<string, string>;
};
const begin = async (more: Record<string, string>) =>
  room.post(`${PAGE}begin`, { ...fieldsOf(await page()), ...more });
const configure = (setting: string) => {
  const file = room.path('broadsheet.config.ts');
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(/\}\);\s*$/, () => `  ${setting},\n});\n`),
  );
};

test('the page asks one question that says subject, readers and server', async () => {
  expect(await words()).toMatch(
    /Send Blinken reschedules trip .+ to 3 readers through 127\.0\.0\.1:\d+ now\?/,
  );
  expect(await words()).toContain('Type 3 to confirm the number of readers');
  expect(await words()).toContain('Nothing goes out for 10 seconds');
});

describe('a form that was sent', () => {
  test.each([
    [{}, 'You have not typed the number of readers.'],
    [{ typed: '4' }, 'The number that you typed is another one.'],
    [{ typed: '3', content: 'f'.repeat(64) }, 'The letter has changed since you looked at it.'],
    [{ typed: '2', count: '2' }, 'It would now go to 3 readers, not to 2.'],
    [{ typed: '3', audience: 'berlin' }, 'go to the audience all, not to berlin.'],
    [{ typed: '3', through: 'mail.example.com' }, 'not through mail.example.com.'],
    [{ typed: '3', task: 'failed' }, 'There is nothing to send.'],
    [{ typed: '3', task: 'everything' }, 'This form is not complete.'],
    [{ typed: '3', count: '-3' }, 'This form is not complete.'],
    [{ typed: '3', content: '<b>' }, 'This form is not complete.'],
  ])('with %o sends nothing and says why', async (more, reason) => {
    const answer = await begin(more);
    expect(answer.status).toBe(422);
    expect(wordsOf(answer.text)).toContain(reason);
    expect(room.desk.sendStage(ID)).toBeUndefined();
    expect(sink.letters).toEqual([]);
  });

  test('as it should be can be taken back, and the page says so', async () => {
    expect(await begin({ typed: ' 3 ' })).toMatchObject({ status: 303, location: './' });
    expect(await words()).toContain('Nothing has been sent yet 10');
    // While it waits, nothing else can be sent.
    expect(await words()).not.toContain('to confirm the number');
    expect((await room.post(`${PAGE}take-back`, {})).status).toBe(303);
    expect(await words()).toContain('Taken back Nothing was sent.');
    expect(await words()).toContain('Type 3 to confirm the number of readers');
    expect(sink.letters).toEqual([]);
  });
});

test('an edition is sent, and its page says how it ended', async () => {
  configure('studio: { takeBackSeconds: 0 }');
  room.desk.forget();
  await begin({ typed: '3' });
  await expect.poll(words, PATIENCE).toContain('Sent 3 readers got the letter.');
  expect(sink.letters.map(({ to }) => to).sort()).toEqual(
    [0, 1, 2].map((index) => `r${index}@example.com`),
  );
  expect(await words()).not.toContain('to confirm the number');
});

test('what failed can be sent again to those only, and what may have arrived as well', async () => {
  await room.send(['accepted', 'rejected', 'rejected', 'unknown']);
  configure('studio: { takeBackSeconds: 0 }');
  room.desk.forget();
  // The run of this test is of another letter.
  const accepted = { accepted: 'amend' };
  await begin({ typed: '3', ...accepted });
  await expect.poll(words, PATIENCE).toContain('3 readers got the letter.');
  const text = await page();
  expect(wordsOf(text)).toContain('again to the 2 readers whose letter failed');
  expect(wordsOf(text)).toContain('again to the 1 reader who may or may not have it');
  await begin({ ...fieldsOf(text, 'failed'), typed: '2' });
  await expect
    .poll(words, PATIENCE)
    .toContain('2 readers got the letter. Together with earlier ones, 6 have it.');
  expect(sink.letters).toHaveLength(5);
  await begin({ ...fieldsOf(await page(), 'unknown'), typed: '1' });
  await expect.poll(words, PATIENCE).toContain('1 reader got the letter.');
  expect(sink.letters).toHaveLength(6);
});

test('leads to the list of those who did not get it', async () => {
  await room.send(['accepted', 'rejected', 'unknown', 'deferred', 'suppressed']);
  const text = await page();
  expect(wordsOf(text)).toContain('3 readers did not get it, or not for certain.');
  expect(text).toContain('href="../report/#undelivered"');
});

describe('an edition that was deleted while its page is open', () => {
  const remove = () => {
    rmSync(room.path(`content/${ID}.txt`));
    room.desk.forget();
  };

  test('is not sent or approved, and the page says so', async () => {
    const fields = fieldsOf(await page());
    remove();
    const answer = await room.post(`${PAGE}begin`, { ...fields, typed: '3' });
    expect(answer.status).toBe(404);
    expect(wordsOf(answer.text)).toContain('The edition can’t be built, and nothing was sent.');
    expect(wordsOf(answer.text)).toContain(`There is no edition &quot;${ID}&quot;.`);
    const approval = await room.post(`${PAGE}approve`, { content: fields['content'] ?? '' });
    expect(wordsOf(approval.text)).toContain('This edition no longer exists.');
    expect((await room.get(PAGE)).status).toBe(404);
    expect(sink.letters).toEqual([]);
  });

  test('can still be taken back', async () => {
    await begin({ typed: '3' });
    remove();
    expect(await page()).toContain('action="take-back"');
    await room.post(`${PAGE}take-back`, {});
    expect(room.desk.sendStage(ID)).toMatchObject({ ending: { kind: 'taken-back' } });
    expect(sink.letters).toEqual([]);
  });
});

test('a run of another program is shown with its process, and can be asked to stop', async () => {
  await room.send(['accepted', 'planned', 'planned'], 'stays');
  expect(await words()).toContain('Another program is sending this edition');
  expect(await words()).toContain('It is process 1 on elsewhere.');
  expect(await words()).not.toContain('Before it goes out');
  expect((await room.post(`${PAGE}stop`, {})).status).toBe(303);
  const asked = await page();
  expect(wordsOf(asked)).toContain('Stopping after the letters under way');
  expect(wordsOf(asked)).toContain('(process 1 on elsewhere) was asked to stop.');
  expect(asked).not.toContain('action="stop"');
  // A click on “Take it back” concerns this studio only.
  expect((await room.post(`${PAGE}take-back`, {})).status).toBe(303);
});

test('a subject of markup is text in the question', async () => {
  room.write(
    '2023-06-15-markup',
    'Ministers <b>agree</b> & meet\n\nKey Points\n- A point that is long enough.\n\nWASHINGTON — They met on Wednesday.\n',
  );
  const { text } = await room.get('/editions/2023-06-15-markup/send/');
  expect(text).not.toContain('<b>agree</b>');
  expect(wordsOf(text)).toContain('Ministers');
});

test('an edition that can’t be built says why, and one that is missing is not found', async () => {
  room.write('2023-06-15-broken', '---\nsend: [\n---\nHeadline\n');
  const { status, text } = await room.get('/editions/2023-06-15-broken/send/');
  expect(status).toBe(200);
  expect(text).not.toContain('action="begin"');
  expect((await room.get('/editions/2023-06-15-none/send/')).status).toBe(404);
  expect((await room.post('/editions/2023-06-15-none/send/begin', {})).status).toBe(404);
});

test('stopping what is not sent changes nothing', async () => {
  for (const action of ['stop', 'take-back']) {
    expect((await room.post(`${PAGE}${action}`, {})).status).toBe(303);
  }
  expect(room.desk.sendStage(ID)).toBeUndefined();
});

test('a request of another site sends nothing', async () => {
  const body = new URLSearchParams({ ...fieldsOf(await page()), typed: '3' });
  const headers = { host: 'localhost', origin: 'http://evil.example' };
  const answer = await room.app.request(`http://localhost${PAGE}begin`, {
    ...{ method: 'POST', headers, body },
  });
  expect(answer.status).toBe(403);
  expect(room.desk.sendStage(ID)).toBeUndefined();
});

describe('an edition that needs an approval', () => {
  const approved = () => room.path(`content/${ID}.approved.json`);
  const content = (text: string) =>
    /action="approve"[\s\S]*?name="content" value="(\w+)"/.exec(text)?.[1] ?? '';
  const change = () => {
    const file = room.path(`content/${ID}.txt`);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replaceAll('Blinken', 'Rubio'));
    room.desk.forget();
  };
  beforeEach(() => {
    configure('requireApproval: true');
    room.desk.forget();
  });

  test('is approved from the page, and can be sent then', async () => {
    const before = await page();
    expect(wordsOf(before)).toContain('Nobody has approved this letter');
    expect(before).not.toContain('action="begin"');
    const answer = await room.post(`${PAGE}approve`, { content: content(before) });
    expect(answer).toMatchObject({ status: 303, location: './?done=approved' });
    expect(existsSync(approved())).toBe(true);
    const after = (await room.get(`${PAGE}?done=approved`)).text;
    expect(wordsOf(after)).toContain('You approved the letter.');
    expect(after).toContain('action="begin"');
    expect(after).not.toContain('action="approve"');
  });

  test('that changed since then shows both versions side by side, and is blocked', async () => {
    await room.post(`${PAGE}approve`, { content: content(await page()) });
    change();
    const text = await page();
    expect(wordsOf(text)).toContain('What has changed since it was approved');
    expect(text).toContain('<del>Blinken reschedules trip');
    expect(text).toContain('<ins>Rubio reschedules trip');
    expect(text).not.toContain('action="begin"');
  });

  test('is not approved if the letter changed after it was looked at', async () => {
    const seen = content(await page());
    change();
    const answer = await room.post(`${PAGE}approve`, { content: seen });
    expect(answer.status).toBe(422);
    expect(wordsOf(answer.text)).toContain('The letter has changed since you looked at it.');
    expect(existsSync(approved())).toBe(false);
  });

  test('says why an approval can’t be written', async () => {
    const seen = content(await page());
    mkdirSync(approved());
    const answer = await room.post(`${PAGE}approve`, { content: seen });
    expect(answer.status).toBe(422);
    expect(wordsOf(answer.text)).toContain('a folder is in the place of the file');
  });

  test('says that its approval is damaged, and takes a new one', async () => {
    writeFileSync(approved(), '{"edition": ');
    const text = await page();
    expect(wordsOf(text)).toContain('is not an approval.');
    expect((await room.post(`${PAGE}approve`, { content: content(text) })).status).toBe(303);
    expect(wordsOf(await page())).toContain('This letter is approved.');
  });
});
