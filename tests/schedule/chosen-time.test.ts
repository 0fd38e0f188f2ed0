import { expect, test } from 'vitest';
import { chosenTime, fixedText } from '../../src/schedule/chosen-time.ts';
import { parseSendTime } from '../../src/schedule/send-time.ts';

const NEW_YORK = 'America/New_York';

test('a time that occurs once is written without an offset', () => {
  expect(chosenTime('2023-06-14', '06:00', NEW_YORK)).toEqual({
    kind: 'once',
    at: new Date('2023-06-14T10:00:00Z'),
    wall: '2023-06-14 06:00',
  });
});

test.each([
  ['2023-03-12', '02:30', NEW_YORK, '02:00', '03:00'],
  ['2023-03-12', '02:00', NEW_YORK, '02:00', '03:00'],
  ['2023-10-01', '02:15', 'Australia/Lord_Howe', '02:00', '02:30'],
  ['2023-03-26', '02:59', 'Europe/Berlin', '02:00', '03:00'],
  ['2024-09-08', '00:30', 'America/Santiago', '00:00', '01:00'],
])('a time that clocks skip is not there: %s %s in %s', (date, time, zone, from, to) => {
  expect(chosenTime(date, time, zone)).toEqual({ kind: 'skipped', from, to });
});

test('of a time that occurs twice, each moment can be read again as it is written', () => {
  const chosen = chosenTime('2023-11-05', '01:30', NEW_YORK);
  if (chosen.kind !== 'twice') throw new Error(`It occurs ${chosen.kind}.`);
  expect(chosen.moments.map(({ text }) => text)).toEqual([
    '2023-11-05T01:30-04:00',
    '2023-11-05T01:30-05:00',
  ]);
  for (const { at, text } of chosen.moments)
    expect(parseSendTime(text, NEW_YORK)).toMatchObject({ at });
});

test('one moment for all readers is written with its zone, and read again', () => {
  const text = fixedText('2023-06-14 06:00', NEW_YORK);
  expect(parseSendTime(text, 'UTC')).toEqual({
    at: new Date('2023-06-14T10:00:00Z'),
    timeZone: NEW_YORK,
  });
});

test.each([
  ['', ''],
  ['2023-02-30', '06:00'],
  ['2023-06-14', '24:00'],
  ['2023-06-14', '6:00'],
  ['20230-06-14', '06:00'],
  ['2023-06-14\n', '06:00'],
  ['2023-06-14', '06:00[Europe/Berlin]'],
])('"%s" "%s" is no time', (date, time) => {
  expect(chosenTime(date, time, NEW_YORK)).toEqual({ kind: 'none' });
});
