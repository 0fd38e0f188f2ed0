import type { Contender } from './job.ts';

/** Every contender by name; each is loaded only in the process that runs it. */
export const CONTENDERS = {
  'nodemailer pool': async () => (await import('./nodemailer.ts')).composing,
  broadsheet: async () => (await import('./ours.ts')).unsigned,
  'nodemailer pool, RSA-2048': async () => (await import('./nodemailer.ts')).signing,
  'broadsheet, RSA-2048': async () => (await import('./ours.ts')).signed,
  'nodemailer pool, ready bytes': async () => (await import('./nodemailer.ts')).raw,
  'smtp-source': async () => (await import('./smtp-source.ts')).smtpSource,
  'bare socket': async () => (await import('./bare-socket.ts')).bareSocket,
} as const satisfies Readonly<Record<string, () => Promise<Contender>>>;

export type ContenderName = keyof typeof CONTENDERS;
