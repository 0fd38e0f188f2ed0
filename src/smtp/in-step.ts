import type { Reply } from './reply.ts';

/** The replies to the first MAIL and RCPT on a connection: how this server words them. */
export interface Wording {
  readonly mail?: Reply;
  readonly rcpt?: Reply;
}

/**
 * Returns whether replies that arrived behind a final dot may answer other commands than they seem
 * to. They are read as the replies to the dot and to MAIL, RCPT and DATA of the letter announced
 * behind it, which was refused or whose connection was lost. A server that answers the announced
 * envelope first, or drops the dot's reply, would otherwise have its reply to MAIL taken for
 * "accepted".
 */
export function mayBeOutOfStep(replies: readonly Reply[], wording: Wording = {}): boolean {
  const [dot, mail, rcpt, data] = replies;
  if (!dot) return false;
  const told = isTelling(wording);
  if (told && sounds(dot, wording.mail) && !sounds(mail, wording.mail)) return true;
  if (!mail || !rcpt) return false;
  if (isRefusal(mail)) {
    // After a refused sender no server accepts a recipient, unless it keeps no state at all.
    if (!isRefusal(rcpt)) return !told || !sounds(rcpt, wording.rcpt);
    if (!told && !isOutOfOrder(rcpt) && rcpt.text !== mail.text) return true;
  } else if (isRefusal(rcpt)) {
    if (isRefusal(dot) && isOutOfOrder(rcpt)) return true;
    // A server may take DATA all the same (RFC 2920 3.1); with one wording, nobody can tell.
    if (!told && data && !isRefusal(data)) return true;
  }
  return fitsOneBehind(dot, mail, rcpt, data);
}

const CLOSING = 421;

/** Whether the replies could also be those to MAIL, RCPT and DATA, and a late one or none to the dot. */
function fitsOneBehind(mail: Reply, rcpt: Reply, data: Reply, dot: Reply | undefined): boolean {
  if (!isRefusal(data) || data.code === CLOSING) return false;
  if (isRefusal(mail) && !isRefusal(rcpt)) return false;
  if (!dot || dot.code === CLOSING) return true;
  return isRefusal(dot) && !refusesData(dot) && dot.text !== data.text;
}

/** Whether a reply refuses a command that came in the wrong order, or that is not known. */
function isOutOfOrder({ code, enhanced }: Reply): boolean {
  return (code >= 500 && code <= 504) || enhanced === '5.5.1';
}

/** Whether a reply can only be the one to DATA without a recipient, never the one to a letter. */
function refusesData(reply: Reply): boolean {
  const { text } = reply;
  return isOutOfOrder(reply) || /\b(?:no|need|valid)\b.{0,20}\b(?:recipients?|rcpt)\b/i.test(text);
}

function isRefusal({ code }: Reply): boolean {
  return code >= 400;
}

/** Whether a server words its replies differently, so that they tell what they answer. */
function isTelling({ mail, rcpt }: Wording): boolean {
  return mail !== undefined && !sounds(mail, rcpt);
}

/** Whether two replies are worded alike, except for the addresses in them. */
function sounds(reply: Reply | undefined, like: Reply | undefined): boolean {
  if (!reply || reply.code !== like?.code) return false;
  if (reply.enhanced !== undefined && like.enhanced !== undefined) {
    return reply.enhanced === like.enhanced;
  }
  return withoutAddresses(reply.text) === withoutAddresses(like.text);
}

function withoutAddresses(text: string): string {
  return text.replace(/\S*@\S*/g, '@').toLowerCase();
}
