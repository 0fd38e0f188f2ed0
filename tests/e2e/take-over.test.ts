import { expect, test } from 'vitest';
import { openQueryable } from '../store/queryable.ts';
import { sink } from '../support/test-servers.ts';
import { newsletter, send, useSending } from './sending.ts';

useSending();

const OTHER = 'elsewhere:4242';

/** Changes the ledger as a sender on another machine would. */
async function change(...statements: readonly string[]): Promise<void> {
  const file = newsletter().path('.broadsheet', 'broadsheet.sqlite');
  const store = await openQueryable({ kind: 'sqlite', file });
  for (const statement of statements) await store.query(statement);
  await store.close();
}

/** A run with a letter to Ada that waits, and another sender that has just released it. */
async function heldElsewhere() {
  let isPatient = false;
  const server = await sink({
    refuse: (to) => (to === 'ada@example.com' && !isPatient ? [450, 'later'] : undefined),
  });
  expect((await send(server.url)).code).toBe(75);
  isPatient = true;
  await change(
    `update runs set owner = '${OTHER}', owned_until = '2999-01-01T00:00:00.000Z'`,
    `update deliveries set state = 'released' where state = 'deferred'`,
  );
  return server;
}

test('an edition that another machine sends is refused with who it is and how to take it over', async () => {
  const { url, letters } = await heldElsewhere();
  const { code, stderr } = await send(url);
  expect(code).toBe(75);
  expect(stderr).toContain('is being sent by process 4242 on elsewhere. Its lease ends at ');
  expect(stderr).not.toContain('2999');
  expect(stderr).toMatch(/run `broadsheet send 2023-06-14-\S+ --take-over`/);
  expect(letters).toHaveLength(24);
});

test('--take-over takes the run, and what the other had under way is unknown and not sent again', async () => {
  const { url, letters } = await heldElsewhere();
  const { code, stderr } = await send(url, '--take-over');
  expect(stderr).toContain('Took over the run from process 4242 on elsewhere.');
  expect(stderr).toContain('1 letter of an earlier sender may or may not have arrived');
  expect(code).toBe(1);
  expect(letters).toHaveLength(24);
  expect((await send(url, '--resend-unknown')).code).toBe(0);
  expect(letters).toHaveLength(25);
});

test('--resend-unknown does not resend what a sender that may go on had under way, until the next command', async () => {
  const { url, letters } = await heldElsewhere();
  await change(`update runs set owned_until = '2020-01-01T00:00:00.000Z'`);
  const { code, stderr } = await send(url, '--resend-unknown');
  expect(code).toBe(1);
  expect(stderr).toContain('1 letter of an earlier sender may or may not have arrived');
  expect(letters).toHaveLength(24);
  expect((await send(url, '--resend-unknown')).code).toBe(0);
  expect(letters).toHaveLength(25);
});

test('--take-over sends nothing together with --resend-unknown: the other may still write', async () => {
  const { url, letters } = await heldElsewhere();
  const { code, stderr } = await send(url, '--take-over', '--resend-unknown');
  expect(code).toBe(2);
  expect(stderr).toContain('it may still write the letters that are unknown');
  expect(letters).toHaveLength(24);
});

test('--take-over without --yes is an error where nobody can be asked', async () => {
  const { url } = await heldElsewhere();
  const { code, stderr } = await newsletter().run(['send', '--take-over'], { SMTP_URL: url });
  expect(code).toBe(2);
  expect(stderr).toContain('--yes');
});

test('--take-over is not for --due', async () => {
  const { code, stderr } = await newsletter().run(['send', '--due', '--take-over']);
  expect(code).toBe(2);
  expect(stderr).toContain('--take-over');
});
