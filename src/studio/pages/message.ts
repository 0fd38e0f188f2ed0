import { html } from 'hono/html';
import type { CaughtLetter } from '../desk.ts';
import { letterFrames } from './frames.ts';
import { layout, type Markup } from './layout.ts';
import { MESSAGE_TABS, type MessageLook } from './message-tabs.ts';
import { toolbar } from './toolbar.ts';
import { kilobytes } from './words.ts';

export interface MessageParts {
  readonly name: string;
  readonly letter: CaughtLetter;
  readonly look: MessageLook;
}

const SOURCE_BYTES = 200_000;
const MOST_HEADERS = 200;
/** One message of the mailbox. */
export function messagePage({ name, letter, look }: MessageParts): Markup {
  const { subject, from, to, at, raw } = letter;
  return layout({
    title: subject || 'No subject',
    name,
    page: 'message',
    root: '../../',
    main: html`<p class="back"><a href="../">Mailbox</a></p>
      <h1><bdi>${subject || 'No subject'}</bdi></h1>
      <div class="message-head">
        <dl class="envelope">
          <div>
            <dt>From</dt>
            <dd><bdi dir="ltr">${from}</bdi></dd>
          </div>
          <div>
            <dt>To</dt>
            <dd><bdi dir="ltr">${to}</bdi></dd>
          </div>
          <div>
            <dt>Caught</dt>
            <dd><time datetime="${at.toISOString()}">${longTime(at)}</time></dd>
          </div>
        </dl>
        <a class="button" href="message.eml" download>Download (${kilobytes(raw.length)})</a>
      </div>
      ${toolbar(MESSAGE_TABS, look)} ${panel(look, 'letter', shown(letter, look))}
      ${panel(look, 'text', plainText(letter.text))} ${panel(look, 'headers', headerTable(raw))}
      ${panel(look, 'message', source(raw))}`,
  });
}

function panel(look: MessageLook, tab: MessageLook['tab'], content: Markup): Markup {
  return html`<section
    data-tab="${tab}"
    aria-label="${MESSAGE_TABS[tab]}"
    ${look.tab !== tab && 'hidden'}
  >
    ${content}
  </section>`;
}

function shown({ html: letter, text }: CaughtLetter, look: MessageLook): Markup {
  if (letter !== '') return letterFrames(look);
  if (text === '') return html`<p class="muted">This message is empty.</p>`;
  return html`<p class="muted">This message is plain text alone:</p>
    ${plainText(text)}`;
}

function plainText(text: string): Markup {
  return text === ''
    ? html`<p class="muted">This message has no plain text.</p>`
    : html`<pre class="source" dir="auto" tabindex="0">${cut(text)}</pre>`;
}

/** As they stand in the message, each on one line. */
function headerTable(raw: Buffer): Markup {
  const head =
    raw
      .subarray(0, SOURCE_BYTES)
      .toString('utf8')
      .split(/\r?\n\r?\n/, 1)[0] ?? '';
  const lines = head.split(/\r?\n(?![ \t])/).slice(0, MOST_HEADERS);
  return html`<table class="headers">
    <tbody>
      ${lines.map((line) => {
        const colon = line.indexOf(':');
        const value = line.slice(colon + 1).replace(/\r?\n[ \t]+/g, ' ');
        return html`<tr>
          <th scope="row">${line.slice(0, Math.max(0, colon))}</th>
          <td><bdi>${value.trim()}</bdi></td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function source(raw: Buffer): Markup {
  return html`<pre class="source" tabindex="0">
${cut(raw.subarray(0, SOURCE_BYTES + 1).toString('utf8'))}</pre>`;
}

function cut(text: string): string {
  return text.length <= SOURCE_BYTES
    ? text
    : `${text.slice(0, SOURCE_BYTES).toWellFormed()}\n\n… The download has all of it.`;
}

/** On this machine's clock. */
function longTime(at: Date): string {
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeStyle: 'long' }).format(at);
}
