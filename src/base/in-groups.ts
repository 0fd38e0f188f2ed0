import { setImmediate as turn } from 'node:timers/promises';

interface Pending<Item, Outcome> {
  readonly item: Item;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes a function that writes items in groups. Items that arrive in one turn of the event loop, or
 * while the previous group is being written, are handed to `write` together, in their order and at
 * most `most` at a time. Each promise resolves with the outcome of its item, in the order of the
 * group, and rejects if `write` does.
 */
export function inGroups<Item, Outcome>(
  write: (group: readonly Item[]) => Promise<readonly Outcome[]>,
  most = Infinity,
): (item: Item) => Promise<Outcome> {
  const waiting: Pending<Item, Outcome>[] = [];
  let writing = false;

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting.splice(0, most);
      try {
        const outcomes = await write(group.map(({ item }) => item));
        if (outcomes.length !== group.length) throw new Error('A group has too few outcomes.');
        group.forEach(({ resolve }, index) => {
          resolve(outcomes[index] as Outcome);
        });
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
      // What has arrived in the meantime joins the next group.
      await turn();
    }
    writing = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (writing) return;
      writing = true;
      setImmediate(() => void writeAll());
    });
}
