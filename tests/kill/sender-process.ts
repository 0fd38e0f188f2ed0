/** A process that sends one edition after another, with a short lease, and that can be stopped. */
import { openNewsletter } from '../../src/index.ts';
import type { Environment } from '../../src/config/environment.ts';

export interface SenderJob {
  readonly folder: string;
  readonly env: Environment;
  readonly edition: string;
  readonly leaseSeconds: number;
  readonly resendUnknown: boolean;
}

/** How it ended: as the run did, as `send` did, or with an error. */
export interface SenderReport {
  readonly ending: string;
}

process.on('disconnect', () => process.exit());

process.on('message', ({ folder, env, edition, ...options }: SenderJob) => {
  void openNewsletter({ folder, env })
    .send(edition, { ...options, again: true })
    .then(
      (result) => (result.kind === 'ended' ? result.ending.kind : result.kind),
      (error: unknown) => String(error),
    )
    .then((ending) => process.send?.({ ending } satisfies SenderReport));
});
