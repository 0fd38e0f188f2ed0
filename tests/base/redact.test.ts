import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../src/base/redact.ts';

describe('a secret', () => {
  const password = 'hunter2-Long/enough';
  const redact = createRedactor({
    SMTP_URL: `smtps://ada:${encodeURIComponent(password)}@mail.test smtp://b:second99@two.test`,
    BROADSHEET_SECRET: 'first-secret-0123456789, second-secret-9876543210',
    HOME: '/home/ada',
  });

  test.each([
    ['as it is', password],
    ['percent-encoded', encodeURIComponent(password)],
    ['in base64', Buffer.from(password).toString('base64')],
    ['in base64 for URLs', Buffer.from(password).toString('base64url')],
    ['as AUTH PLAIN sends it', Buffer.from(`\0ada\0${password}`).toString('base64')],
    ['of another server', 'second99'],
    ['of a list', 'second-secret-9876543210'],
  ])('is hidden %s', (_, spelling) => {
    const shown = redact(`535 authentication failed: ${spelling}, sorry`);
    expect(shown).toContain('[hidden]');
    for (const part of [password, encodeURIComponent(password), 'second99', 'second-secret']) {
      expect(shown).not.toContain(part);
    }
    expect(shown.startsWith('535 authentication failed: ')).toBe(true);
  });

  test('leaves every other word alone', () => {
    expect(redact('mail.test refused ada: /home/ada is full')).toBe(
      'mail.test refused ada: /home/ada is full',
    );
  });

  test.each([
    ['postgres://user:/pw-of-mine@db.test/news', ['pw-of-mine', '/pw-of-mine@db.test']],
    ['postgres://user:12345/pw-of-mine@db.test/news', ['user:12345', 'path /pw-of-mine']],
    ['postgres:user:pw-of-mine@db.test/news', ['pw-of-mine']],
    ['postgres://user:pa#ss?word-of-mine@db.test/news', ['word-of-mine']],
  ])('in %s is hidden, whole and in the pieces that a parser makes of it', (url, pieces) => {
    const hide = createRedactor({ DATABASE_URL: url });
    for (const text of [url, ...pieces]) expect(hide(text)).not.toMatch(/of-mine|12345/);
  });

  test('that is a key of several lines is hidden line by line', () => {
    const key =
      '-----BEGIN PRIVATE KEY-----\nMIIEabcdefgh\nijklmnopqrst\n-----END PRIVATE KEY-----';
    expect(createRedactor({ DKIM_PRIVATE_KEY: key })('bad key: ijklmnopqrst')).toBe(
      'bad key: [hidden]',
    );
  });

  test('of any characters never passes, wherever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 6, maxLength: 40 }).filter((text) => !/[\s,]/.test(text)),
        fc.string(),
        fc.string(),
        (secret, before, after) => {
          const hide = createRedactor({ MY_SECRET: secret });
          fc.pre(!`${before}[hidden]${after}`.includes(secret) && !'[hidden]'.includes(secret));
          expect(hide(`${before} ${secret} ${after}`).split(' ')).not.toContain(secret);
        },
      ),
    );
  });
});
