/** What every port promises, on every database. */
import { describe } from 'vitest';
import { burstsContract } from './contract/bursts.ts';
import { anotherAddressContract } from './contract/another-address.ts';
import { audiencesContract } from './contract/audiences.ts';
import { countsContract } from './contract/counts.ts';
import { erasingContract } from './contract/erasing.ts';
import { factsContract } from './contract/facts.ts';
import { joiningContract } from './contract/joining.ts';
import { lateDeliveriesContract } from './contract/late-deliveries.ts';
import { leasesContract } from './contract/leases.ts';
import { ledgerContract } from './contract/ledger.ts';
import { listReportContract } from './contract/list-report.ts';
import { limitsContract } from './contract/limits.ts';
import { modelContract } from './contract/model.ts';
import { outboxContract } from './contract/outbox.ts';
import { ownHoursContract } from './contract/own-hours.ts';
import { readerLawsContract } from './contract/reader-laws.ts';
import { readersContract } from './contract/readers.ts';
import { reportsContract } from './contract/reports.ts';
import { runsContract } from './contract/runs.ts';
import { signUpsContract } from './contract/sign-ups.ts';
import { subscribersContract } from './contract/subscribers.ts';
import { suppressionsContract } from './contract/suppressions.ts';
import { onBothEngines } from './stores.ts';

onBothEngines((bench) => {
  const contracts = {
    'the subscriber list': subscribersContract,
    suppressions: suppressionsContract,
    readers: readersContract,
    'joining and the list': joiningContract,
    'the laws of readers': readerLawsContract,
    'another address': anotherAddressContract,
    'erasing a reader': erasingContract,
    'the report of the list': listReportContract,
    bursts: burstsContract,
    'late deliveries': lateDeliveriesContract,
    'the outbox': outboxContract,
    'sign-ups': signUpsContract,
    limits: limitsContract,
    runs: runsContract,
    audiences: audiencesContract,
    'the lease on a run': leasesContract,
    'subscribers’ own hours': ownHoursContract,
    'reports of a run': reportsContract,
    'the counts of a run': countsContract,
    'the ledger': ledgerContract,
    'the states of deliveries': modelContract,
    facts: factsContract,
  };
  for (const [name, contract] of Object.entries(contracts)) {
    describe(name, () => {
      contract(bench);
    });
  }
});
