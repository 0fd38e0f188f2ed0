/**
 * What a server's words say about the sender, whichever code they come with: quotas, rates and
 * reputation are no fault of a recipient. Asked before the code, since providers use 550 for all of
 * them. One table for replies during SMTP and, later, for reports that arrive by email.
 */
import type { Reply } from '../smtp/reply.ts';

/** What is wrong with the sender: they sent too much, too fast, or are not trusted. */
export type SenderFault = 'quota' | 'rate' | 'reputation';

interface Row {
  readonly fault: SenderFault;
  /** Enhanced codes that are only ever about the sender. */
  readonly codes?: RegExp;
  readonly words?: RegExp;
  /** Words that count with an enhanced code alone. */
  readonly with?: RegExp;
}

const AMOUNT = String.raw`(?:e-?mails?|messages?|mails?|recipients?|letters?|submissions?)`;
const PERIOD = String.raw`(?:hour|day|minute|month|24 ?h(?:ours)?)`;

/** In this order; the first row that fits counts. Sources: the providers' own pages and replies. */
const ROWS: readonly Row[] = [
  // Gmail and Workspace: the day's sending limit.
  { fault: 'quota', codes: /^[45]\.4\.5$/ },
  { fault: 'quota', words: /SubmissionQuotaExceeded|daily (?:user )?sending (?:limit|quota)/i },
  {
    fault: 'quota',
    words: new RegExp(
      String.raw`(?:sending|relay(?:ing)?|outgoing|outbound|smtp|submission|daily|hourly|monthly)[ _-](?:${AMOUNT} )?(?:limit|quota|allowance)`,
      'i',
    ),
  },
  {
    fault: 'quota',
    words: new RegExp(
      String.raw`(?:max(?:imum)?|limit|too many|exceed\w*|quota)\b.{0,60}\b(?:per|each|a|in an?|in one|every)[ -]${PERIOD}\b|${PERIOD}ly (?:limit|quota|rate)`,
      'i',
    ),
  },
  {
    fault: 'quota',
    words: /has sent (?:to )?too many|sent too (?:many|much)|over quota for sending/i,
  },
  // 5.2.1 and 5.1.1 are about the recipient, unless the words are about a rate.
  {
    fault: 'rate',
    with: /^[45]\.(?:1\.1|2\.1)$/,
    words: /\brate\b|too (?:many|much|fast|quickly)|receiving mail at a rate/i,
  },
  {
    fault: 'rate',
    codes: /^[45]\.3\.2$/,
    words: /concurrent|connections|too (?:many|fast)|busy|limit/i,
  },
  {
    fault: 'rate',
    words:
      /sending rate|rate[ -]?limit|throttl|too (?:fast|quickly)|too many (?:concurrent )?(?:connections|sessions|messages|mails|emails)|too much mail|slow down|mails per session|concurrent connections/i,
  },
  // "Please try again later", with which a French provider refuses with a 5xx what it only defers.
  {
    fault: 'rate',
    words: /veuillez (?:r[ée]essayer|essayer) (?:ult[ée]rieurement|plus tard)|LPN00[67]_/i,
  },
  // The sender address, its authority to send, and its authentication.
  { fault: 'reputation', codes: /^5\.(?:1\.[78]|7\.(?:2[0-9]|60|5\d\d|606|70[0-9]|750))$/ },
  {
    fault: 'reputation',
    words:
      /bad outbound sender|(?:not|n't) (?:have )?(?:permission|allowed|authori[sz]ed)s? to send as|spamhaus|spamcop|barracuda(?:central)?|\b(?:dns)?[rd]bl\b|block(?:ed)? (?:using|list)|black ?list|blocklisted|(?:poor|bad|low|your) (?:ip )?reputation|reputation (?:of|is|score)|\blisted (?:at|by|in|on)\b|sender (?:is )?(?:blocked|suspended|disabled)|account (?:is |has been )?(?:suspended|disabled|blocked) (?:from|for) sending|not yet authori[sz]ed to deliver/i,
  },
];

/** Returns what a reply says is wrong with the sender; undefined if it is about something else. */
export function senderFault({ code, enhanced = '', text }: Reply): SenderFault | undefined {
  if (code < 400) return undefined;
  return ROWS.find((row) => fits(row, enhanced, text))?.fault;
}

function fits(row: Row, enhanced: string, text: string): boolean {
  if (row.with) return row.with.test(enhanced) && row.words?.test(text) === true;
  if (row.codes && row.words) return row.codes.test(enhanced) && row.words.test(text);
  return row.codes?.test(enhanced) === true || row.words?.test(text) === true;
}
