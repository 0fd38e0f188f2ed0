/**
 * The defences of the sign-up, the cheapest first. A program that is caught gets the answer that
 * everybody gets. Whoever may be a person and can't be let through gets the form again, filled in.
 */
import type { Context } from 'hono';
import { addressFault, domainOf } from '../../base/address.ts';
import { isReservedName } from '../../base/example-domain.ts';
import { agentClass } from '../agent.ts';
import type { Form } from '../form.ts';
import type { Site } from '../options.ts';
import { isForeign } from '../own-forms.ts';
import type { Again } from '../wording/sign-up-words.ts';
import { bucketsFor, isRole, keyed } from './buckets.ts';
import { networksOf, type Networks } from './networks.ts';
import { isProof, MOST_PROOF } from './proof.ts';
import { readTicket, TICKET_HOURS } from './ticket.ts';

/** The field that people don't see; what fills it in is a program. */
export const TRAP = 'subject';
export const TICKET = 'ticket';
export const PROOF = 'proof';
export const MOST_ADDRESS = 254;
/** What stands for bytes that are no text. */
const UNREADABLE = '\ufffd';

export type Verdict =
  | { readonly kind: 'again'; readonly why: Again }
  /** As if all were well. */
  | { readonly kind: 'ignore' }
  /** Too many came from this network. */
  | { readonly kind: 'full' }
  | {
      readonly kind: 'record';
      readonly held: boolean;
      readonly doubtful: boolean;
      readonly notBefore?: Date;
    };

/** What is judged. */
export interface Attempt {
  readonly context: Context;
  readonly fields: Form;
  /** The name of the form. */
  readonly form: string;
  readonly email: string;
}

/** Decides what becomes of a sign-up, by everything but the list itself. */
export async function judge(site: Site, attempt: Attempt): Promise<Verdict> {
  const { context, fields, email } = attempt;
  if (fields.text(TRAP, 1) !== '') return { kind: 'ignore' };
  if (addressFault(email) !== undefined || email.includes(UNREADABLE))
    return { kind: 'again', why: 'invalid' };
  if (isForeign(context, site.settings.url, site.settings.embedFrom)) {
    return { kind: 'again', why: 'one-more' };
  }
  const networks = networksOf(site.clientOf(context));
  const { secrets, newsletter, clock, ports } = site;
  const { form } = attempt;
  const ticketContext = { secrets, listId: newsletter.listId, form, network: networks?.near };
  const ticket = readTicket(fields.text(TICKET, 200), ticketContext, clock());
  if (ticket.kind === 'too-fast') return { kind: 'ignore' };
  if (ticket.kind === 'none') return { kind: 'again', why: 'one-more' };
  if (ticket.kind === 'expired') return { kind: 'again', why: 'expired' };
  const use = await useTicket(site, ticket.nonce, email);
  if (use !== 'first') return use === 'same' ? { kind: 'ignore' } : { kind: 'again', why: 'used' };
  const taken = await ports.limits.take(bucketsFor(secrets, networks, email));
  if (taken.kind === 'empty') {
    if (taken.key.startsWith('address:')) return { kind: 'ignore' };
    await tellLimit(site, networks);
    return { kind: 'full' };
  }
  if ((await routeOf(site, email)) === 'refuses') return { kind: 'again', why: 'no-mail' };
  return {
    kind: 'record',
    held: isRole(email),
    doubtful:
      !ticket.sameNetwork || agentClass(context) !== 'browser' || !(await hasProof(site, fields)),
    ...(taken.waitMs > 0 && { notBefore: new Date(clock().getTime() + taken.waitMs) }),
  };
}

/** Whether browsers have to work before they send the form. */
export async function needsProof({ settings, ports }: Site): Promise<boolean> {
  if (settings.proofOfWork === 'busy') return ports.signUps.isBusy();
  return settings.proofOfWork === 'always';
}

async function hasProof(site: Site, fields: Form): Promise<boolean> {
  const proof = fields.text(PROOF, MOST_PROOF);
  const ticket = fields.text(TICKET, 200);
  if (proof !== '' && (await isProof(proof, site.secrets, ticket))) return true;
  return !(await needsProof(site));
}

/** `same`: the form was sent with this address before, as by a second click. */
async function useTicket(
  { ports, clock, secrets }: Site,
  nonce: string,
  email: string,
): Promise<'first' | 'same' | 'other'> {
  const until = new Date(clock().getTime() + TICKET_HOURS * 3_600_000);
  const withAddress = `form:${nonce}:${keyed(secrets, email)}`;
  if (await ports.limits.useOnce(`form:${nonce}`, until)) {
    await ports.limits.useOnce(withAddress, until);
    return 'first';
  }
  return (await ports.limits.isUsed(withAddress)) ? 'same' : 'other';
}

function routeOf({ mailRoute }: Site, email: string): ReturnType<NonNullable<Site['mailRoute']>> {
  const domain = domainOf(email);
  if (!mailRoute || isReservedName(domain)) return Promise.resolve('unknown');
  return mailRoute(domain);
}

const QUIET_MS = 3_600_000;

/** Tells of a network over its limit, at most once an hour. */
async function tellLimit({ ports, clock, onEvent }: Site, networks: Networks | undefined) {
  const until = new Date(clock().getTime() + QUIET_MS);
  if (!(await ports.limits.useOnce('told:network', until))) return;
  onEvent({ kind: 'sign-up-limit', isPrivate: networks?.isPrivate === true });
}
