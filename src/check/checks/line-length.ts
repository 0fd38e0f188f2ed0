import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';

/** Without the CRLF (RFC 5322 2.1.1). */
const MAX_LINE_OCTETS = 998;

/** No line of the message is longer than SMTP allows. */
export const checkLineLength: Check = ({ raw }) => {
  const lines = raw.toString('latin1').split('\r\n');
  const longest = lines.reduce((most, { length }) => Math.max(most, length), 0);
  return longest > MAX_LINE_OCTETS
    ? [problem('letter/line-length', undefined, `${longest} bytes`)]
    : [];
};
