/** What is known of an address, on the list or not. */
import type { Store } from '../../store/open.ts';
import type { Suppression } from '../../subscribers/suppression.ts';
import { standingOf, type Reader, type Standing } from '../../subscribers/reader.ts';

export interface Known {
  /** As the list has it, otherwise as it was named. */
  readonly email: string;
  readonly reader?: Reader;
  readonly suppression?: Suppression;
}

/** Where an address stands, as one word. */
export type AddressStanding = Standing | 'pending' | 'not on the list';

/** Reads what is known of an address: its reader, its suppression. */
export async function readKnown(
  { readers, suppressions }: Pick<Store, 'readers' | 'suppressions'>,
  email: string,
): Promise<Known> {
  const reader = await readers.findByEmail(email);
  const suppression = await suppressions.find(email);
  return {
    email: reader?.email ?? email,
    ...(reader && { reader }),
    ...(suppression && { suppression }),
  };
}

/** Returns whether only the reader can come back, by signing up again. */
export function isErased({ suppression }: Known): boolean {
  return suppression?.kind === 'erased';
}

/** Returns where a known address stands; an erased one is as unknown as any other. */
export function addressStanding(known: Known): Exclude<AddressStanding, 'pending'> {
  const { reader, suppression } = known;
  if (suppression && !isErased(known)) return 'suppressed';
  return reader ? standingOf(reader) : 'not on the list';
}
