import { describe, expect, test } from 'vitest';
import { isLoopback, parseSmtpUrl } from '../../src/deliver/smtp-url.ts';
import { UserError } from '../../src/user-error.ts';

describe('SMTP_URL', () => {
  test.each([
    ['smtp://127.0.0.1:1025', { host: '127.0.0.1', port: 1025, secure: false }],
    ['smtp://mail.example.com', { host: 'mail.example.com', port: 587, secure: false }],
    ['smtps://mail.example.com', { host: 'mail.example.com', port: 465, secure: true }],
    [
      'smtps://us%40er:p%3Ass@mail.example.com:2465/',
      { host: 'mail.example.com', port: 2465, secure: true, auth: { user: 'us@er', pass: 'p:ss' } },
    ],
    ['smtp://[::1]:25', { host: '::1', port: 25, secure: false }],
  ])('%s is understood', (url, server) => {
    expect(parseSmtpUrl(url)).toEqual(server);
  });

  test.each([
    '',
    'mail.example.com',
    'http://mail.example.com',
    'smtp://',
    'smtp://a:b',
    'smpt://user:secret@x.example.com',
    'smtps://user:secret@x.example.com/path',
    'smtps://user:secret@x.example.com?tls=maybe',
  ])('%j is the user’s mistake, told without the password', (url) => {
    expect(() => parseSmtpUrl(url)).toThrow(UserError);
    try {
      parseSmtpUrl(url);
    } catch (error) {
      expect(JSON.stringify(error) + String(error)).not.toContain('secret');
    }
  });
});

test('only this machine is loopback', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1', 'localhost'].map(isLoopback)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['10.0.0.1', '127.example.com', 'localhost.example.com', '::2'].map(isLoopback)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
