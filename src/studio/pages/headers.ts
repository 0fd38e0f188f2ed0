import { html } from 'hono/html';
import type { HeaderField } from '../../mime/read-header.ts';
import type { Markup } from './layout.ts';

const MOST_FIELDS = 200;

/** What a header field is for, by its name in lower case. */
const MEANINGS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    from: 'The sender. Readers see the name; mailbox providers judge the domain.',
    sender: 'Who submitted the letter, if that is not the author.',
    to: 'The subscriber this copy is for. Each subscriber gets a separate letter, with no other address in it.',
    cc: 'Who gets a copy that everyone can see.',
    'reply-to': 'Where replies go.',
    subject:
      'The subject line. Characters beyond ASCII are sent as encoded words, which mail programs decode.',
    date: 'When the edition is published. Mail programs sort by it.',
    'message-id':
      'The unique name of this letter. A letter that is sent again has the same one, so that a mail program can recognize a copy. The studio’s has another one, because its links open nobody’s page.',
    'list-id': 'The list that the letter belongs to. People and mail programs filter by it.',
    'list-unsubscribe':
      'Where the mail program’s own unsubscribe button sends a request or an email. Gmail and Yahoo require it. The link in the footer is another one.',
    'list-unsubscribe-post':
      'One-click unsubscribe (RFC 8058): the mail program sends a request, and no page opens.',
    'feedback-id':
      'Lets Gmail count complaints by edition, list, type and sender. It names no subscriber.',
    'mime-version': 'The letter uses MIME.',
    'content-type':
      'What the letter is made of. Plain text and HTML say the same; the mail program chooses one.',
    'content-transfer-encoding': 'How the content is encoded, so that every server can carry it.',
    'dkim-signature':
      'The signature of the sender’s domain. It shows that nobody has changed the letter.',
    received: 'A server on the way, and when it accepted the letter.',
    'return-path': 'Where bounces go.',
    'auto-submitted': 'Sent by a program, so that autoresponders don’t reply.',
    'x-mailer': 'The program that made the letter.',
  }),
);

/** Returns the header fields, at most 200, each with what it is for, if that is known. */
export function headersPanel(fields: readonly HeaderField[]): Markup {
  return html`<dl class="fields">
    ${fields.slice(0, MOST_FIELDS).map(({ name, value }) => {
      const meaning = MEANINGS.get(name.toLowerCase());
      return html`<div>
        <dt>${name}</dt>
        <dd>
          <code dir="ltr">${value}</code>
          ${meaning !== undefined && html`<p>${meaning}</p>`}
        </dd>
      </div>`;
    })}
  </dl>`;
}
