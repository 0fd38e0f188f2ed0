import type { Check } from '../context.ts';
import { finding, well } from '../finding.ts';

/** Somebody is on the list who may be written to. */
export const checkList: Check = async ({ database }) => {
  const facts = await database.facts.catch(() => undefined);
  if (!facts) return [];
  const { subscribers, suppressed } = facts;
  if (subscribers === 0) return [finding('list/empty', 'List: it is empty')];
  const counts = `List: ${subscribers.toLocaleString('en-US')} on it, ${suppressed.toLocaleString('en-US')} of them suppressed`;
  return [suppressed === subscribers ? finding('list/all-suppressed', counts) : well(counts)];
};
