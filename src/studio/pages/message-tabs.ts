import type { Look } from './look.ts';

/** What a message's page shows, one at a time. */
export const MESSAGE_TABS = {
  letter: 'Letter',
  text: 'Text',
  headers: 'Headers',
  message: 'Source',
} as const;

export type MessageLook = Look<keyof typeof MESSAGE_TABS>;
