import type { RunResult } from './events.ts';
import { DatabaseUnavailableError } from '../base/database-unavailable.ts';
import type { Lease, Ledger } from './ledger.ts';

export interface LeaseKeeper {
  stop(): void;
}

/**
 * Renews a lease until it is stopped. Ends the run if another process has taken it over, or if the
 * database has not answered for as long as the lease lasts.
 */
export function keepLease(
  { ledger, lease, leaseSeconds }: { ledger: Ledger; lease: Lease; leaseSeconds: number },
  end: (result: RunResult) => void,
): LeaseKeeper {
  let missed = 0;
  const renew = async () => {
    try {
      if (!(await ledger.renew(lease, leaseSeconds))) end({ kind: 'lost' });
      missed = 0;
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError)) throw error;
      missed++;
      if (missed >= 3) end({ kind: 'unrecordable', reason: error.message });
    }
  };
  const timer = setInterval(() => void renew(), (leaseSeconds * 1000) / 3);
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}
