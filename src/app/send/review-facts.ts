/** What is known of an edition before it is sent. */
import type { Problem } from '../../base/problem.ts';
import type { Run } from '../../deliver/ledger.ts';
import type { Tally } from '../../deliver/state.ts';
import { audienceOf } from '../../edition/audience.ts';
import type { Store } from '../../store/open.ts';
import type { AudienceCount } from '../../subscribers/audiences.ts';
import type { Audience } from '../../subscribers/segment.ts';
import type { Prepared } from '../prepare/prepare.ts';
import type { Workspace } from '../workspace.ts';
import type { Destination } from './destination.ts';
import type { ServerFault } from './server-words.ts';

/** Whether the servers of SMTP_URL answer; undefined while they are asked. */
export type ServerAnswer =
  { readonly ok: true } | ({ readonly ok: false } & ServerFault) | undefined;

export interface ReviewParts {
  readonly workspace: Workspace;
  readonly store: Store;
  readonly prepared: Prepared;
  /** What the checks found in the letter; undefined while they run. */
  readonly problems: readonly Problem[] | undefined;
  /** Asked only where letters go to a server. */
  readonly answer: () => Promise<ServerAnswer>;
}

/** All that is known of an edition's run and audience at a destination. */
export interface Facts extends ReviewParts {
  readonly audience: Audience;
  readonly destination: Destination;
  readonly run: Run | undefined;
  readonly states: Tally | undefined;
  readonly counted: AudienceCount;
  readonly listed: number;
}

/** Looks up the run and the audience of an edition at a destination. */
export async function factsOf(parts: ReviewParts, destination: Destination): Promise<Facts> {
  const { store, prepared } = parts;
  const audience = audienceOf(prepared.edition.audience, prepared.config);
  const sent = { edition: prepared.edition.id, destination: destination.kind };
  const run = await store.runs.find(sent.edition, audience.name, sent.destination);
  return {
    ...{ ...parts, audience, destination, run },
    states: run && (await store.runs.tally(run)),
    counted: await store.audiences.count(audience, sent),
    listed: await store.subscribers.count(),
  };
}
