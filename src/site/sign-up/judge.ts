/**
 * The defences of the sign-up, the cheapest first. A program that is caught gets the answer that
 * everybody gets. What may come from a person and can't be accepted leads to the form again, filled in.
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
  const before = await useOf(site, ticket.nonce, email);
  if (before) return afterUse(before);
  const buckets = bucketsFor(secrets, networks, email);
  // Before the form is used up, which is kept for a day: a network over its limit fills no table.
  const taken = await ports.limits.take(buckets.ofNetworks);
  if (taken.kind === 'empty') {
    await tellLimit(site, networks);
    return { kind: 'full' };
  }
  const meanwhile = await useTicket(site, ticket.nonce, email);
  if (meanwhile) return afterUse(meanwhile);
  const ofAddress = await ports.limits.take([buckets.ofAddress]);
  if (ofAddress.kind === 'empty') return { kind: 'ignore' };
  if ((await routeOf(site, email)) === 'refuses') return { kind: 'again', why: 'no-mail' };
  return {
    kind: 'record',
    held: isRole(email),
    doubtful:
      !ticket.sameNetwork || agentClass(context) !== 'browser' || !(await hasProof(site, fields)),
    ...(taken.waitMs > 0 && { notBefore: new Date(clock().getTime() + taken.waitMs) }),
  };
}

/** Returns whether browsers have to work before they send the form. */
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

/** How a form was sent before. `same`: with this address, as by a second click. */
type Use = 'same' | 'other';

function afterUse(use: Use): Verdict {
  return use === 'same' ? { kind: 'ignore' } : { kind: 'again', why: 'used' };
}

/** Returns how a form was sent before; undefined if it was not. */
async function useOf({ ports, secrets }: Site, nonce: string, email: string) {
  const { own, withAddress } = keysOf(secrets, nonce, email);
  if (!(await ports.limits.isUsed(own))) return undefined;
  return (await ports.limits.isUsed(withAddress)) ? 'same' : 'other';
}

/** Uses a form up. Returns how another request sent it meanwhile; undefined if none did. */
async function useTicket(site: Site, nonce: string, email: string) {
  const { ports, clock, secrets } = site;
  const until = new Date(clock().getTime() + TICKET_HOURS * 3_600_000);
  const { own, withAddress } = keysOf(secrets, nonce, email);
  if (!(await ports.limits.useOnce(own, until))) return useOf(site, nonce, email);
  await ports.limits.useOnce(withAddress, until);
  return undefined;
}

function keysOf(secrets: Site['secrets'], nonce: string, email: string) {
  return { own: `form:${nonce}`, withAddress: `form:${nonce}:${keyed(secrets, email)}` };
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
