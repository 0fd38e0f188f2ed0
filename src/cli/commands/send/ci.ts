import type { SendResult } from '../../../app/send/result.ts';
import { ciListens, tellCi } from '../../ci/output.ts';
import {
  editionOutputs,
  errorSummary,
  problemSummary,
  runOutputs,
  runSummary,
  unreachableSummary,
} from '../../ci/summary.ts';
import { EXIT, type Io } from '../../io.ts';
import { heldError, unapprovedError } from './text.ts';

/** Reports to CI the result of sending an edition. */
export function tellSend(result: SendResult, io: Io): void {
  if (!ciListens(io) || result.kind === 'declined') return;
  const edition = { id: result.edition, subject: result.subject };
  const outputs = editionOutputs(edition);
  switch (result.kind) {
    case 'checks-failed':
      tellCi(io, {
        outputs: { ...outputs, result: 'gate' },
        summary: problemSummary(`${edition.id} was not sent`, result.problems),
      });
      return;
    case 'held':
      tellCi(io, {
        outputs: { ...outputs, result: 'held' },
        summary: errorSummary(heldError(result), EXIT.userError),
      });
      return;
    case 'unapproved':
      tellCi(io, { summary: errorSummary(unapprovedError(result), EXIT.userError) });
      return;
    case 'unreachable':
      tellCi(io, {
        outputs: { ...outputs, result: result.kind },
        summary: unreachableSummary(edition.id),
      });
      return;
    case 'interrupted':
      tellCi(io, {
        outputs: { ...outputs, result: result.kind },
        summary: runSummary(edition, result.destination.kind, undefined, result, []),
      });
      return;
    default: {
      const ending = result.kind === 'ended' ? result.ending : result;
      tellCi(io, {
        outputs: { ...outputs, ...runOutputs(result.states, ending) },
        summary: runSummary(
          edition,
          result.destination.kind,
          result.states,
          ending,
          result.failures,
        ),
      });
    }
  }
}
