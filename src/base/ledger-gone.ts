import { UserError } from './user-error.ts';

/** The database was removed, or another one put in its place, while it was in use. */
export class LedgerGoneError extends UserError {
  constructor(file: string) {
    super(
      `The database ${file} was removed or replaced while it was in use.`,
      'Put the original folder back before you continue.',
    );
    this.name = 'LedgerGoneError';
  }
}
