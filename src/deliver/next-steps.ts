import type { Tally } from './state.ts';

/** A command that continues a run, and what it does. */
export interface NextStep {
  readonly label: string;
  readonly command: string;
}

/**
 * Lists how to continue the run of an edition, by the states of its letters. Where the failed ones
 * are listed already, the command that lists them is left out.
 */
export function nextSteps(
  edition: string,
  states: Tally,
  { listed = false }: { readonly listed?: boolean } = {},
): readonly NextStep[] {
  const send = `broadsheet send ${edition}`;
  const { planned, deferred, released, rejected, expired, unknown, suppressed } = states;
  const steps = [
    {
      count: listed ? 0 : deferred + rejected + expired + unknown + suppressed,
      label: 'See who did not get it, and why',
      command: `broadsheet status ${edition} --failed`,
    },
    { count: planned + deferred + released, label: 'Send the rest', command: send },
    {
      count: rejected + expired,
      label: 'Retry rejected and expired letters',
      command: `${send} --only-failed`,
    },
    {
      count: unknown,
      label: 'Resend unknown letters (some may arrive twice)',
      command: `${send} --resend-unknown`,
    },
  ];
  return steps.filter(({ count }) => count > 0).map(({ label, command }) => ({ label, command }));
}
