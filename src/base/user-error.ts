/** A mistake by the user: shown without a stack, with its remedy; the exit code is 2. */
export class UserError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'UserError';
    this.remedy = remedy;
  }
}
