import { plural, formatCount } from '../../base/format.ts';
import type { DoctorCheck } from '../context.ts';
import { finding, passed } from '../finding.ts';
import { leavesMachine } from './smtp.ts';

/**
 * Checks that the list has a subscriber who is not suppressed and, once mail leaves this machine,
 * none at an example domain.
 */
export const checkList: DoctorCheck = async (context) => {
  const facts = await context.database.facts.catch(() => undefined);
  if (!facts) return [];
  const { subscribers, suppressed, examples } = facts;
  if (subscribers === 0) return [finding('list/empty', 'List: empty')];
  const counts = `List: ${plural(subscribers, 'subscriber')}, ${formatCount(suppressed)} of them suppressed`;
  if (suppressed === subscribers) return [finding('list/all-suppressed', counts)];
  if (examples === 0 || !leavesMachine(context)) return [passed(counts)];
  const those = plural(examples, 'example address', 'example addresses');
  return [finding('list/example-address', `${counts}, and ${those}`)];
};
