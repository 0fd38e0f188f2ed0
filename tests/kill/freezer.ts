/** Senders that are stopped in the middle of a run for longer than their lease, and go on. */
import { fork, type ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { turns } from '../support/loop-time.ts';
import { findings, SUBSCRIBERS, type Arena, type Findings } from './arena.ts';
import type { SenderJob, SenderReport } from './sender-process.ts';

const LEASE_SECONDS = 1;
/** Past the lease, and long enough for the judge to read all that is on its way. */
const STOPPED_MS = LEASE_SECONDS * 1000 + 200;
/**
 * When the stopped sender goes on at the latest. The other one must load the program first, and
 * waits for the database where the stopped one holds a lock of it.
 */
const LATEST_MS = 6000;

interface Sender {
  readonly child: ChildProcess;
  /** Sends an edition, and resolves to how that ended. */
  send(edition: string, name: string, resendUnknown: boolean): Promise<string>;
}

export interface Freezer {
  /** Stops a sender at a random moment past its lease, lets another take over, and goes on. */
  freezeOnce(random: () => number): Promise<Frozen>;
  close(): void;
}

export interface Frozen {
  readonly findings: Findings;
  /** Letters of the stopped sender to who had one, and second ones of the new sender. */
  readonly twice: readonly string[];
  /** Whether another sender took the run over while the first one was stopped. */
  readonly overtaken: boolean;
  /** Letters that the overtaken sender wrote after it went on. */
  readonly late: number;
  readonly endings: readonly string[];
}

/**
 * Its two processes take turns, so that neither has to start again. They run sender-process.ts, or
 * what `buildSenders` in program.ts made of it.
 */
export function createFreezer(arena: Arena, script: string): Freezer {
  const senders = [hire(arena, script), hire(arena, script)] as const;
  let rounds = 0;
  return {
    async freezeOnce(random) {
      const { judge } = arena;
      const edition = arena.edition();
      judge.received.length = judge.senders.length = 0;
      const [old, young] = rounds++ % 2 === 0 ? senders : [senders[1], senders[0]];

      const first = old.send(edition, 'old.example.com', false);
      await stopAt(arena, old, random);
      await delay(STOPPED_MS);
      const second = young.send(edition, 'young.example.com', true);
      const goOn = Math.floor(random() * SUBSCRIBERS);
      await Promise.race([reached(arena, judge.received.length + goOn), second, delay(LATEST_MS)]);
      // What the stopped sender had written must have arrived, however busy this process is.
      await turns();
      const stopped = judge.received.length;
      old.child.kill('SIGCONT');

      const endings = [await first, await second];
      // Who came too late, or found the database locked by the stopped sender, has left letters.
      for (let tries = 0; tries < 5 && endings.at(-1) !== 'nothing'; tries++) {
        endings.push(await young.send(edition, 'young.example.com', true));
      }
      return {
        ...judged(arena, stopped),
        findings: await findings(arena, edition),
        endings,
      };
    },
    close: () => {
      for (const { child } of senders) child.kill('SIGKILL');
    },
  };
}

function hire({ folder, env }: Arena, script: string): Sender {
  const child = fork(script, { stdio: 'inherit' });
  return {
    child,
    send: (edition, name, resendUnknown) =>
      new Promise((resolve, reject) => {
        child.once('exit', reject);
        child.once('message', ({ ending }: SenderReport) => {
          child.off('exit', reject);
          resolve(ending);
        });
        const own = { ...env, SMTP_URL: `${env.SMTP_URL}&name=${name}` };
        const job = { folder, env: own, edition, leaseSeconds: LEASE_SECONDS, resendUnknown };
        child.send(job satisfies SenderJob);
      }),
  };
}

/** Stops a sender once the judge has a random number of letters, and a little later. */
async function stopAt(arena: Arena, { child }: Sender, random: () => number): Promise<void> {
  await reached(arena, Math.floor(random() * SUBSCRIBERS * 0.9));
  await delay(random() * 8);
  child.kill('SIGSTOP');
}

function reached({ judge }: Arena, letters: number): Promise<void> {
  return new Promise((resolve) => {
    judge.onProgress = (received) => {
      if (received < letters) return;
      judge.onProgress = () => undefined;
      resolve();
    };
  });
}

/** Judges the letters; so many of them had arrived when the stopped sender went on. */
function judged({ judge }: Arena, stopped: number) {
  const letters = judge.received.map((to, index): Letter => ({
    to,
    isOld: judge.senders[index]?.startsWith('old') === true,
    isLate: index >= stopped,
  }));
  const isTwice = ({ to, isOld }: Letter, index: number) => {
    const before = letters.slice(0, index).filter((letter) => letter.to === to);
    return isOld ? before.length > 0 : before.some((letter) => !letter.isOld);
  };
  const overtaken = letters.some(({ isOld, isLate }) => !isOld && !isLate);
  return {
    twice: letters
      .filter(isTwice)
      .map(({ to, isOld }) => `${to} by the ${isOld ? 'old' : 'new'} one`),
    overtaken,
    late: overtaken ? letters.filter(({ isOld, isLate }) => isOld && isLate).length : 0,
  };
}

interface Letter {
  readonly to: string;
  readonly isOld: boolean;
  /** Whether it came after the stopped sender went on. */
  readonly isLate: boolean;
}
