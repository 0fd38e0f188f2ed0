/** Senders whose ledger, a file, loses its newest records or is removed. */
import { copyFileSync, cpSync, mkdirSync, rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { article, newsletterIn, type Newsletter } from '../support/newsletter.ts';
import { buildRunners } from '../support/program.ts';
import { createRunners, type Done, type Runners, type Started } from '../support/runners.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { startJudge, type Judge } from './judge.ts';

const SUBSCRIBERS = 200;
const EDITION = '2023-06-14-ministers';

let judge: Judge;
let newsletter: Newsletter;
let runners: Runners;
beforeAll(async () => {
  runners = createRunners(await buildRunners());
}, 120_000);
afterAll(() => {
  runners.close();
});
beforeEach(async () => {
  judge = await startJudge(2);
  newsletter = newsletterIn(temporaryFolder(), { content: false });
  newsletter.write(`content/${EDITION}.txt`, article('Ministers agree to meet again next week'));
  const addresses = Array.from({ length: SUBSCRIBERS }, (_, index) => `p${index}@example.net`);
  newsletter.write('list.csv', ['email', ...addresses].join('\n'));
  await newsletter.run(['subscribers', 'import', 'list.csv']);
});
afterEach(() => judge.close());

function send(...options: readonly string[]): Started {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, CI: 'true', SMTP_URL: `${judge.url}?maxConnections=5` };
  const args = ['send', EDITION, '--yes', ...options];
  return runners.start({ args, cwd: newsletter.folder, env });
}

const data = () => newsletter.path('.broadsheet');
const database = (suffix = '') => newsletter.path('.broadsheet', `broadsheet.sqlite${suffix}`);

/** Starts to send, and acts once so many letters have arrived. */
function actAt(letters: number, act: (sender: Started) => void): Promise<Done> {
  const sender = send();
  judge.onProgress = (count) => {
    if (count < letters) return;
    judge.onProgress = () => undefined;
    act(sender);
  };
  return sender.done;
}

const kill = (letters: number) =>
  actAt(letters, (sender) => {
    sender.kill();
  });

function expectNobodyTwice(): void {
  expect(new Set(judge.received).size).toBe(judge.received.length);
}

describe('a sender that is killed', () => {
  test.each([
    [
      'whose log is deleted',
      () => {
        rmSync(database('-wal'));
      },
    ],
    [
      'whose main file is copied alone',
      () => {
        copyFileSync(database(), newsletter.path('copy'));
        rmSync(data(), { recursive: true });
        mkdirSync(data());
        copyFileSync(newsletter.path('copy'), database());
      },
    ],
  ])(
    '%s sends nothing until the loss is accepted, and then nobody gets it twice',
    async (_, lose) => {
      await kill(40);
      lose();
      const before = judge.received.length;
      const refused = await send().done;
      expect(refused.code, refused.output).toBe(2);
      expect(refused.output).toMatch(/has lost its newest records[^]*--accept-loss/);
      expect(judge.received).toHaveLength(before);
      const accepted = await send('--accept-loss').done;
      expect(accepted.code, accepted.output).toBe(1);
      expect(accepted.output).toContain('unknown');
      expect(judge.received).toHaveLength(before);
      expectNobodyTwice();
    },
  );

  test('whose folder is copied whole goes on from the copy', async () => {
    await kill(40);
    cpSync(data(), newsletter.path('copy'), { recursive: true });
    rmSync(data(), { recursive: true });
    cpSync(newsletter.path('copy'), data(), { recursive: true });
    const again = await send().done;
    expect([0, 1], again.output).toContain(again.code);
    expect(judge.received.length).toBeGreaterThanOrEqual(SUBSCRIBERS - 5);
    expectNobodyTwice();
  });
});

describe('a running sender', () => {
  test('whose folder is removed stops, saves the ledger there again, and goes on when it is run again', async () => {
    const removed = await actAt(40, () => {
      rmSync(data(), { recursive: true });
    });
    expect(removed.code, removed.output).toBe(2);
    expect(removed.output).toMatch(/was removed or replaced[^]*saved at the same place/);
    expect(judge.received.length).toBeLessThan(SUBSCRIBERS);
    const again = await send().done;
    expect([0, 1], again.output).toContain(again.code);
    expect(judge.received.length).toBeGreaterThanOrEqual(SUBSCRIBERS - 5);
    expectNobodyTwice();
  });

  test('whose folder is replaced by a backup stops, and saves its ledger next to the backup', async () => {
    cpSync(data(), newsletter.path('backup'), { recursive: true });
    const replaced = await actAt(40, () => {
      rmSync(data(), { recursive: true });
      cpSync(newsletter.path('backup'), data(), { recursive: true });
    });
    expect(replaced.code, replaced.output).toBe(2);
    expect(replaced.output).toMatch(/saved in .*broadsheet\.sqlite\.rescued/);
    copyFileSync(database('.rescued'), database());
    const again = await send().done;
    expect([0, 1], again.output).toContain(again.code);
    expectNobodyTwice();
  });
});
