import { UserError } from '../../base/user-error.ts';
import type { Problem } from '../../base/problem.ts';
import type { Store } from '../../store/open.ts';
import type { SendBegun, SendDesk, SendOrder, SendReview } from '../../studio/sending.ts';
import type { Prepared } from '../prepare/prepare.ts';
import { openDestination } from '../send/destination.ts';
import { createOrders, objectionTo, type Orders } from '../send/orders.ts';
import { reviewSending } from '../send/review.ts';
import type { ServerAnswer } from '../send/review-facts.ts';
import { serverFault, type ServerFault } from '../send/server-words.ts';
import type { Workspace } from '../workspace.ts';

/** An edition's letter and what the checks find in it. */
export interface Sendable {
  readonly prepared: Prepared;
  readonly problems: () => Promise<readonly Problem[]>;
}

export interface SendingOptions {
  readonly workspace: Workspace;
  readonly store: Store;
  /** Builds an edition; undefined if that fails. */
  readonly sendable: (id: string) => Promise<Sendable | undefined>;
  /** Told of each edition about whose sending there is something new. */
  readonly moved: (id: string) => void;
  readonly onFault: (error: Error) => void;
}

/** Sends editions from the studio. `close` stops what is sent, and waits for its last letter. */
export function studioSending(
  options: SendingOptions,
): Omit<SendDesk, 'askToStop'> & Pick<Orders, 'underWay' | 'close'> {
  const { moved } = options;
  const orders = createOrders(options);
  const checks = rememberedChecks(moved);
  const servers = rememberedServers(options.workspace, moved);
  const review = async (id: string, wait: boolean): Promise<SendReview | undefined> => {
    const sendable = await options.sendable(id);
    if (!sendable) return undefined;
    const { prepared } = sendable;
    const { workspace, store } = options;
    const problems = await checks(id, sendable, wait);
    const answer = () => servers(id, prepared, wait);
    const reviewed = await reviewSending({ workspace, store, prepared, problems, answer });
    return {
      ...reviewed,
      subject: prepared.edition.subject,
      contentHash: prepared.composed.contentHash,
      audience: prepared.edition.audience,
      takeBackSeconds: prepared.config.studio.takeBackSeconds,
    };
  };
  return {
    sendReview: (id, { wait }) => review(id, wait),
    sendStage: (id) => orders.stage(id),
    beginSending: async (id, order) => {
      const before = orders.stage(id);
      const reviewed = await review(id, true);
      const now = orders.stage(id);
      // A second click that came while the first one's sending began, and was perhaps taken back.
      if (now !== before && now?.kind === 'ended') return { ok: true };
      return begin(orders, id, order, reviewed);
    },
    takeBack: (id) => orders.takeBack(id),
    stopSending: (id) => orders.stop(id),
    underWay: () => orders.underWay(),
    close: () => orders.close(),
  };
}

/** Begins what was ordered, if it is what would be sent now. */
function begin(
  orders: Orders,
  id: string,
  order: SendOrder,
  review: SendReview | undefined,
): SendBegun {
  const stage = orders.stage(id);
  if (stage && stage.kind !== 'ended') return { ok: true };
  if (!review) {
    return refused(
      'The edition can’t be built, and nothing was sent.',
      'Fix what is listed below, then send it.',
    );
  }
  const offer = review.offers.find(({ task }) => task === order.task);
  if (!offer) {
    const inTheWay = review.items.find(({ state }) => state === 'blocked');
    return refused(
      inTheWay?.message ?? 'There is nothing to send.',
      inTheWay?.remedy ?? 'Nothing was sent.',
    );
  }
  if (!offer.exceptions.every((each) => order.accepted.includes(each))) {
    return refused('You have not allowed what is in the way.', 'Read the checklist, and tick it.');
  }
  const { contentHash, audience } = review;
  const kind = order.task === 'trial' ? 'mailbox' : 'server';
  const destination = { kind, name: offer.through } as const;
  const objection = objectionTo({ audience, contentHash, count: offer.count, destination }, order);
  if (objection) return refused(objection.message, objection.remedy);
  // A trial reaches nobody, so there is nothing to take back.
  orders.begin(id, order, order.task === 'trial' ? 0 : review.takeBackSeconds);
  return { ok: true };
}

function refused(message: string, remedy: string): SendBegun {
  return { ok: false, message, remedy };
}

/** Runs the checks of a letter once, and tells when they are done. */
function rememberedChecks(moved: (id: string) => void) {
  const found = new WeakMap<Prepared, readonly Problem[]>();
  const running = new WeakSet<Prepared>();
  return async (id: string, { prepared, problems }: Sendable, wait: boolean) => {
    const known = found.get(prepared);
    if (known || (!wait && running.has(prepared))) return known;
    running.add(prepared);
    const run = problems().then((each) => {
      const isNews = !found.has(prepared);
      found.set(prepared, each);
      if (isNews) moved(id);
      return each;
    });
    if (wait) return run;
    run.catch(() => running.delete(prepared));
    return undefined;
  };
}

/** What a server answered holds for so long. */
const FRESH_MS = 30_000;
const PATIENCE_MS = 10_000;

interface Asked {
  readonly answer: Promise<ServerAnswer>;
  /** Undefined while it is waited for. */
  known: ServerAnswer;
  until: number;
}

/** Asks the servers now and then, and tells when they have answered. */
function rememberedServers(workspace: Workspace, moved: (id: string) => void) {
  let last: { readonly key: string; readonly asked: Asked } | undefined;
  return async (id: string, { config }: Prepared, wait: boolean): Promise<ServerAnswer> => {
    const key = JSON.stringify(config.delivery);
    if (last?.key !== key || performance.now() > last.asked.until) {
      const asked: Asked = {
        answer: askServers(workspace, config),
        known: undefined,
        until: Infinity,
      };
      last = { key, asked };
      const know = (answer: ServerAnswer) => {
        asked.known = answer;
        asked.until = performance.now() + FRESH_MS;
        moved(id);
      };
      asked.answer.then(know, () => (last = undefined));
    }
    return wait ? last.asked.answer : last.asked.known;
  };
}

/** Connects to the servers of SMTP_URL, one after the other; one that answers is enough. */
async function askServers(workspace: Workspace, config: Prepared['config']): Promise<ServerAnswer> {
  let fault: ServerFault = { message: 'can’t be used: no server is set', remedy: 'Set SMTP_URL.' };
  try {
    const opened = await openDestination(workspace, config);
    for (const { transport } of opened.servers) {
      const patience = AbortSignal.timeout(PATIENCE_MS);
      const connected = await transport.connect(patience);
      if (connected.ok) {
        connected.connection.close();
        return { ok: true };
      }
      fault = serverFault(connected.failure, patience.aborted ? PATIENCE_MS / 1000 : undefined);
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    fault = { message: `can’t be used: ${error.message}`, remedy: error.remedy };
  }
  return { ok: false, ...fault };
}
