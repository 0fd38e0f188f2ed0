import { plural, formatCount } from '../../base/format.ts';
import type { DoctorCheck } from '../context.ts';
import { finding, passed } from '../finding.ts';

/** Checks that the list has a subscriber who is not suppressed. */
export const checkList: DoctorCheck = async ({ database }) => {
  const facts = await database.facts.catch(() => undefined);
  if (!facts) return [];
  const { subscribers, suppressed } = facts;
  if (subscribers === 0) return [finding('list/empty', 'List: empty')];
  const counts = `List: ${plural(subscribers, 'subscriber')}, ${formatCount(suppressed)} of them suppressed`;
  return [suppressed === subscribers ? finding('list/all-suppressed', counts) : passed(counts)];
};
