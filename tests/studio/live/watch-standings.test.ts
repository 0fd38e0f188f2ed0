import { afterEach, expect, test, vi } from 'vitest';
import type { Standing } from '../../../src/studio/standing.ts';
import type { StudioEvent } from '../../../src/studio/live/events.ts';
import { watchStandings } from '../../../src/studio/live/watch-standings.ts';

const DUE = new Date('2023-06-14T10:00:00Z');
const PATIENCE_MS = 30_000;

let end: () => void = () => undefined;
afterEach(() => {
  end();
});

function watch(standings: () => ReadonlyMap<string, Standing>, followed: readonly string[]) {
  const told: StudioEvent[] = [];
  const faults: Error[] = [];
  let looks = 0;
  end = watchStandings({
    desk: {
      standings: () => {
        looks++;
        return Promise.resolve().then(standings);
      },
    },
    followed: () => followed,
    tell: (event) => told.push(event),
    onFault: (error) => faults.push(error),
    everyMs: 5,
  });
  return { told, faults, looks: () => looks };
}

test('an edition on the screen whose hour comes is announced once', async () => {
  let kind: 'scheduled' | 'due' = 'scheduled';
  const { told, looks } = watch(() => new Map([['one', { kind, due: DUE }]]), ['one']);
  await vi.waitFor(() => {
    expect(looks()).toBeGreaterThan(2);
  }, PATIENCE_MS);
  expect(told).toEqual([]);
  kind = 'due';
  await vi.waitFor(() => {
    expect(told).toEqual([{ kind: 'run', edition: 'one' }]);
  }, PATIENCE_MS);
  const before = looks();
  await vi.waitFor(() => {
    expect(looks()).toBeGreaterThan(before + 2);
  }, PATIENCE_MS);
  expect(told).toHaveLength(1);
});

test('a standing that can’t be read is a fault, and the watch goes on', async () => {
  const { faults } = watch(() => {
    throw new Error('no database');
  }, ['one']);
  await vi.waitFor(() => {
    expect(faults.length).toBeGreaterThan(1);
  }, PATIENCE_MS);
});
