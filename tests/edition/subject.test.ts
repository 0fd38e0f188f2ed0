import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visibleLength } from '../../src/base/format.ts';
import { proposeSubject, SHORT_SUBJECT } from '../../src/edition/subject.ts';

describe('a shorter subject', () => {
  test.each([
    [
      'Blinken reschedules trip to China for this week after postponing for months over spy balloon',
      'Blinken reschedules trip to China for this week',
    ],
    [
      'House panel advances harbor bill, with opponents of the fund warning of an empty purse',
      'House panel advances harbor bill',
    ],
    [
      'Ausschuss billigt Hafengesetz nach zwei Tagen Streit über die Kosten der Vertiefung',
      'Ausschuss billigt Hafengesetz',
    ],
    [
      'La commission adopte la loi sur les ports après deux jours de débat houleux à Washington',
      'La commission adopte la loi sur les ports',
    ],
    [
      '下院運輸委員会が港湾法案を可決、2日間の審議を経て本会議へ、反対派は基金の枯渇を警告し修正案を提出したが四票差で否決され採決は夏の休会前に行われる見通し',
      '下院運輸委員会が港湾法案を可決、2日間の審議を経て本会議へ',
    ],
  ])('of "%s" ends with a clause', (headline, subject) => {
    expect(proposeSubject(headline)).toBe(subject);
  });

  test.each([
    'House panel advances harbor bill',
    'Transport committee sends harbor dredging measure to floor of the House of Representatives',
    '“We have waited long enough, and the ships have not waited for any of us at all”, she says',
  ])(
    'is not proposed for "%s": it is short, has no clause, or a quotation would be cut',
    (headline) => {
      expect(proposeSubject(headline)).toBeUndefined();
    },
  );

  test('is the start of the headline, and never longer than 60 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (headline) => {
        const subject = proposeSubject(headline);
        if (subject === undefined) return;
        expect(visibleLength(subject)).toBeLessThanOrEqual(SHORT_SUBJECT);
        expect(headline.trim().startsWith(subject)).toBe(true);
      }),
    );
  });
});
