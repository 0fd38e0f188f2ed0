import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeOwner, isDeadOwner, ownerName } from '../../../src/app/send/owner.ts';

const OWNER = join(import.meta.dirname, '..', '..', '..', 'src', 'app', 'send', 'owner.ts');
const SAYS_ITS_NAME = `
  const { ownerName } = await import(${JSON.stringify(OWNER)});
  console.log(ownerName());
  setInterval(() => {}, 1000);
`;

/** A process that lives, and its name as an owner. */
async function startOwner(): Promise<{ child: ChildProcess; owner: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', SAYS_ITS_NAME], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, owner: line.toString().trim() };
}

/** An owner's name with one of its parts changed: host, pid, machine, boot, namespace, start. */
function changed(owner: string, part: number, value: string): string {
  return owner
    .split(':')
    .map((each, index) => (index === part ? value : each))
    .join(':');
}

test('a name without a random part, as written by earlier versions, is parsed', () => {
  const earlier = ownerName().replace(/:[0-9a-f]{8}$/, '');
  expect(describeOwner(earlier)).toBe(describeOwner(ownerName()));
  expect(isDeadOwner(earlier)).toBe(false);
});

test('a name contains host and process', () => {
  expect(ownerName()).toMatch(new RegExp(`^[^:]+:${process.pid}(:|$)`));
  expect(describeOwner('desk-laptop:4242:-:x:1:2')).toBe('desk-laptop:4242:-:x:1:2');
  expect(describeOwner('desk-laptop:4242')).toBe('process 4242 on desk-laptop');
  expect(describeOwner(ownerName())).toContain(`process ${process.pid} on `);
});

test('no two names are equal, even in one process', () => {
  expect(ownerName()).not.toBe(ownerName());
});

test('the current process is alive', () => {
  expect(isDeadOwner(ownerName())).toBe(false);
});

describe('the process of an owner', () => {
  let child: ChildProcess;
  let owner: string;
  beforeAll(async () => {
    ({ child, owner } = await startOwner());
  });
  afterAll(() => {
    child.kill('SIGKILL');
  });

  test('is alive until it is killed', async () => {
    expect(isDeadOwner(owner)).toBe(false);
    const other = await startOwner();
    expect(isDeadOwner(other.owner)).toBe(false);
    other.child.kill('SIGKILL');
    await once(other.child, 'exit');
    expect(isDeadOwner(other.owner)).toBe(true);
    expect(isDeadOwner(owner)).toBe(false);
  });

  test.runIf(process.platform === 'linux')(
    'is not confused with another process of the same number',
    () => {
      expect(isDeadOwner(changed(owner, 5, '1'))).toBe(true);
    },
  );

  test.runIf(process.platform === 'linux')(
    'is unknown on another machine or in another container',
    async () => {
      const other = await startOwner();
      other.child.kill('SIGKILL');
      await once(other.child, 'exit');
      const boot = '00000000-0000-4000-8000-000000000000';
      expect(isDeadOwner(changed(other.owner, 4, '1'))).toBe(false);
      const elsewhere = changed(changed(other.owner, 3, boot), 0, 'elsewhere');
      expect(isDeadOwner(elsewhere)).toBe(false);
      // A host of the same name may be another one.
      expect(isDeadOwner(changed(changed(other.owner, 3, boot), 2, '0123456789ab'))).toBe(false);
      expect(isDeadOwner(changed(changed(other.owner, 3, boot), 2, '-'))).toBe(false);
    },
  );

  test.runIf(process.platform === 'linux' && !ownerName().includes(':-:'))(
    'is dead after its machine was restarted',
    () => {
      expect(isDeadOwner(changed(owner, 3, '00000000-0000-4000-8000-000000000000'))).toBe(true);
    },
  );

  test.runIf(process.platform === 'linux')(
    'is dead even if its parent has not noticed',
    async () => {
      // A shell that starts a process, and then becomes one that waits for nobody.
      const script = `"$0" --input-type=module -e "$1" & echo $!; exec sleep 60`;
      const parent = spawn('sh', ['-c', script, process.execPath, SAYS_ITS_NAME]);
      try {
        let text = '';
        while (text.split('\n').length < 3) text += String((await once(parent.stdout, 'data'))[0]);
        const lines = text.trim().split('\n');
        const name = lines.find((line) => line.includes(':')) ?? '';
        expect(isDeadOwner(name)).toBe(false);
        process.kill(Number(lines.find((line) => !line.includes(':'))), 'SIGKILL');
        await expect.poll(() => isDeadOwner(name)).toBe(true);
      } finally {
        parent.kill('SIGKILL');
      }
    },
  );
});

describe('a text that is not the name of an owner', () => {
  test.each(['', ':', 'host', 'host:', 'host:0', 'host:-1', 'host:99999999999', 'a:1:b:c:d:e'])(
    '%j is not a dead owner',
    (owner) => {
      expect(isDeadOwner(owner)).toBe(false);
      expect(describeOwner(owner)).not.toBe('');
    },
  );

  test('throws nothing and prints nothing that controls a terminal', () => {
    const part = fc.oneof(fc.string({ unit: 'binary' }), fc.integer().map(String));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 7 }), (parts) => {
        const owner = parts.join(':');
        expect(typeof isDeadOwner(owner)).toBe('boolean');
        expect(describeOwner(owner)).not.toMatch(/\p{Cc}|\p{Cf}/u);
      }),
      { numRuns: 300 },
    );
  });
});
