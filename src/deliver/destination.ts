/** Where letters go: through SMTP servers to readers, or into the built-in mailbox, as a trial. */
export type DestinationKind = 'server' | 'mailbox';
