import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parseSecrets } from '../../src/base/secrets.ts';

const OLD = 'old-secret-old-secret-old-secret';
const NEW = 'new-secret-new-secret-new-secret!';

describe('parseSecrets', () => {
  test.each([`${NEW} ${OLD}`, `${NEW}\n${OLD}\n`, ` ${NEW} , ${OLD},`, `${NEW}\r\n\t${OLD}`])(
    'reads several secrets in order: %j',
    (text) => {
      const keyIds = [...parseSecrets(NEW), ...parseSecrets(OLD)].map((each) => each.keyId);
      expect(parseSecrets(text).map((each) => each.keyId)).toEqual(keyIds);
    },
  );

  test.each([undefined, '', ' ,\n'])('refuses an empty text: %j', (text) => {
    expect(() => parseSecrets(text)).toThrow('BROADSHEET_SECRET is not set.');
  });

  test('refuses a short secret without showing it', () => {
    const short = 'hunter2-hunter2-hunter2-hunter2';
    expect(short).toHaveLength(31);
    expect(() => parseSecrets(short)).toThrow(/is shorter than 32 characters/);
    expect(() => parseSecrets(`${NEW} ${short}`)).toThrow(/, number 2 of 2, is shorter/);
    expect(() => parseSecrets(short)).not.toThrow(/hunter2/);
    expect(parseSecrets(`${short}x`)).toHaveLength(1);
    expect(inspect(parseSecrets(NEW), { depth: 9 })).not.toContain('new-secret');
  });
});
