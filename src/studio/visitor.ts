/** Where a request comes from. */
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

export type Visitor =
  /** This machine: loopback, the address that the request reaches, or this process itself. */
  { readonly kind: 'here' } | { readonly kind: 'elsewhere'; readonly address: string };

/** Returns where the socket of a request comes from. */
export function visitorOf({ env }: Context): Visitor {
  const incoming = (env as Partial<HttpBindings> | undefined)?.incoming;
  // What this process asks itself comes through no socket.
  if (!incoming) return { kind: 'here' };
  const { remoteAddress = '', localAddress } = incoming.socket;
  const isHere = /^(?:::ffff:)?127\.|^::1$/.test(remoteAddress) || remoteAddress === localAddress;
  return isHere
    ? { kind: 'here' }
    : { kind: 'elsewhere', address: remoteAddress.replace(/^::ffff:/, '') };
}
