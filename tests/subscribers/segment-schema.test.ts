import { describe, expect, test } from 'vitest';
import { validateConfig } from '../../src/config/validate.ts';
import { UserError } from '../../src/base/user-error.ts';

const BASE = {
  name: 'Briefing',
  from: 'news@example.com',
  postalAddress: '1 Street',
  topics: { daily: 'Every morning', weekend: 'The weekend read' },
};

function read(segment: unknown) {
  return validateConfig({ ...BASE, segments: { berlin: segment } }, 'config').segments['berlin'];
}

/** The lines of the message about a segment that is no segment. */
function faults(segment: unknown): readonly string[] {
  try {
    read(segment);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message.split('\n').slice(1);
  }
  throw new Error('The segment is valid.');
}

describe('a segment of the config', () => {
  test('of every kind is read as it is written, with texts trimmed and composed', () => {
    const written = {
      all: [
        { attribute: ' city ', is: 'Mu\u0308nchen', in: ['a', ' b '] },
        { attribute: 'joined', before: '2026-11-02', after: 'M' },
        { any: [{ topic: 'weekend' }, { not: { timeZone: 'Europe/Berlin' } }] },
        { domain: ['@Example.com', '*.münchen.de', 'example.org.'] },
        { signedUp: { before: '2026-11-02', after: '2026-11-02T06:00+02:00' } },
        { received: '2026-11-02-x' },
        { received: { atLeast: 3 } },
      ],
    };
    expect(read(written)).toEqual({
      all: [
        { attribute: 'city', is: 'München', in: ['a', 'b'] },
        { attribute: 'joined', before: '2026-11-02', after: 'M' },
        { any: [{ topic: 'weekend' }, { not: { timeZone: ['Europe/Berlin'] } }] },
        { domain: ['example.com', 'xn--mnchen-3ya.de', 'example.org'] },
        { signedUp: { before: '2026-11-02', after: '2026-11-02T06:00+02:00' } },
        { received: '2026-11-02-x' },
        { received: { atLeast: 3 } },
      ],
    });
  });

  test.each<readonly [unknown, string]>([
    ['Berlin', "berlin: must be a condition such as { attribute: 'city', is: 'Berlin' }"],
    [null, "berlin: must be a condition such as { attribute: 'city', is: 'Berlin' }"],
    [
      [{ topic: 'daily' }],
      "berlin: must be a condition such as { attribute: 'city', is: 'Berlin' }",
    ],
    [
      { city: 'Berlin' },
      'berlin: must have one of attribute, topic, timeZone, domain, signedUp, received, all, any, not',
    ],
    [
      {},
      'berlin: must have one of attribute, topic, timeZone, domain, signedUp, received, all, any, not',
    ],
    [
      { attribute: 'city', is: 'x', iss: 'Berlin' },
      'berlin.iss: is unknown; beside "attribute" there may be is, in, before, after',
    ],
    [{ attribute: 'city' }, 'berlin: must have one of is, in, before, after beside "attribute"'],
    [{ attribute: 'age', is: 30 }, "berlin.is: must be a text; write '30'"],
    [{ attribute: 'age', in: ['1', 2] }, "berlin.in.1: must be a text; write '2'"],
    [{ attribute: 'age', in: [] }, 'berlin.in: must contain at least one value'],
    [{ attribute: '', is: 'x' }, 'berlin.attribute: must not be empty'],
    [{ attribute: 'a\0', is: 'x' }, 'berlin.attribute: must be a text without control characters'],
    [
      { attribute: 'joined', after: '2026-11-02T06:00' },
      'berlin.after: must be a date such as 2026-11-02, without a time, or a text',
    ],
    [
      { attribute: 'joined', after: '2026-02-30' },
      'berlin.after: must be a date such as 2026-11-02, without a time, or a text',
    ],
    [
      { topic: 'daily', domain: 'example.com' },
      'berlin: has "topic" and "domain"; join conditions with { all: [{ … }, { … }] }',
    ],
    [{ topic: 'daily', is: 'x' }, 'berlin.is: is unknown; nothing else may stand beside "topic"'],
    [{ topic: 'sport' }, 'berlin.topic: unknown topic "sport"; "topics" has daily, weekend'],
    [
      { all: [{ topic: 'daily' }, { not: { topic: 'constructor' } }] },
      'berlin.all.1.not.topic: unknown topic "constructor"; "topics" has daily, weekend',
    ],
    [{ timeZone: 'Berlin' }, 'berlin.timeZone: must be a time zone such as Europe/Berlin'],
    [{ timeZone: ['UTC', 'x'] }, 'berlin.timeZone.1: must be a time zone such as Europe/Berlin'],
    [{ domain: 'exa mple' }, 'berlin.domain: must be a domain such as example.com'],
    [{ signedUp: {} }, "berlin.signedUp: must have before or after: { after: '2026-11-02' }"],
    [{ signedUp: { since: '2026-11-02' } }, 'berlin.signedUp.since: is unknown; use before, after'],
    [
      { signedUp: { after: 'yesterday' } },
      'berlin.signedUp.after: must be a date such as 2026-11-02, or a time such as 2026-11-02T06:00Z',
    ],
    [
      { received: { atLeast: 0 } },
      'berlin.received: must be the id of an edition, or how many: { atLeast: 3 }',
    ],
    [{ all: [] }, 'berlin.all: must be a list of conditions: [{ … }, { … }]'],
    [{ any: { topic: 'daily' } }, 'berlin.any: must be a list of conditions: [{ … }, { … }]'],
    [
      { not: { any: [{ topic: 'daily' }, 7] } },
      "berlin.not.any.1: must be a condition such as { attribute: 'city', is: 'Berlin' }",
    ],
  ])('that is %j is refused by its place, with what is allowed', (segment, message) => {
    expect(faults(segment)).toEqual([`  segments.${message}`]);
  });

  test('that contains itself, or too much, is refused', () => {
    const circle: { not?: unknown } = {};
    circle.not = circle;
    expect(faults(circle)[0]).toMatch(/is nested too deeply$/);
    const many = Array.from({ length: 2000 }, () => ({ topic: 'daily' }));
    expect(faults({ all: many })).toEqual(['  segments.berlin: has more than 1000 conditions']);
    const list = { attribute: 'city', in: Array.from({ length: 1000 }, (_, at) => `c${at}`) };
    const lists = Array.from({ length: 11 }, () => list);
    expect(faults({ any: lists })).toEqual([
      '  segments.berlin.any.10.in: makes it more than 10,000 values in the segment',
    ]);
  });

  test('may not be called "all", which is the whole list', () => {
    const segments = { all: { topic: 'daily' } };
    expect(() => validateConfig({ ...BASE, segments }, 'config')).toThrow(
      'segments: "all" is the whole list; choose another name',
    );
  });
});
