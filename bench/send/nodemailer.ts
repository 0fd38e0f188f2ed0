/** nodemailer's own pool, as a user would write it: fed twice as many mails as connections. */
import { createTransport } from 'nodemailer';
import type Mail from 'nodemailer/lib/mailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool';
import { letterMaker } from '../../src/letter/letter.ts';
import { measure, type Contender, type Job, type Measured } from './job.ts';
import { composeSample, mailMaker, rsaKey, subscriberAt } from './letters.ts';

/** Composing each mail itself. */
export const composing: Contender = async (job) => pool(job, await mailMaker());

/** Composing each mail and signing it, RSA-2048. */
export const signing: Contender = async (job) =>
  pool(job, await mailMaker(), {
    dkim: { domainName: 'example.com', keySelector: 'bench', privateKey: rsaKey() },
  });

/** Handed the bytes of a letter composed by us: what its dialogue alone takes. */
export const raw: Contender = async (job) => {
  const make = letterMaker(await composeSample());
  return pool(job, async (index) => {
    const { envelope, chunks } = await make(subscriberAt(index));
    return { envelope, raw: Buffer.concat(chunks) };
  });
};

function pool(
  job: Job,
  mailFor: (index: number) => Mail.Options | Promise<Mail.Options>,
  more: Pick<SMTPPool.Options, 'dkim'> = {},
): Promise<Measured> {
  const { port, connections } = job;
  return measure(job, (first, count) => {
    const transport = createTransport({
      pool: true,
      host: '127.0.0.1',
      port,
      ignoreTLS: true,
      maxConnections: connections,
      ...more,
    });
    let next = first;
    const feed = async () => {
      while (next < first + count) await transport.sendMail(await mailFor(next++));
    };
    return Promise.resolve(async () => {
      await Promise.all(Array.from({ length: connections * 2 }, feed));
      transport.close();
    });
  });
}
