/** Options that several subcommands share. */
export interface SubscribersFlags {
  readonly json?: boolean;
}
