import { html } from 'hono/html';
import { kilobytes } from '../../base/format.ts';
import { readHeader } from '../../mime/read-header.ts';
import type { CaughtLetter } from '../desk.ts';
import { MESSAGE_TABS, type Look, type MessageTab } from '../look.ts';
import { headersPanel } from './headers.ts';
import { layout, type Markup } from './layout.ts';
import { letterFrames } from './letter-frames.ts';
import { moment } from './moment.ts';
import { panel, toolbar } from './toolbar.ts';

export interface MessageParts {
  readonly name: string;
  /** Whether the browser may write and send, or only look. */
  readonly mayWrite: boolean;
  readonly timeZone: string;
  readonly letter: CaughtLetter;
  readonly look: Look<MessageTab>;
}

/** Longer messages are cut. */
const SOURCE_BYTES = 200_000;

/** Returns the page of one message in the mailbox. */
export function messagePage({ name, mayWrite, timeZone, letter, look }: MessageParts): Markup {
  const { subject, text, raw } = letter;
  const source = raw.subarray(0, SOURCE_BYTES + 1).toString('utf8');
  const tab = (each: MessageTab, content: Markup) => panel(MESSAGE_TABS, look, each, content);
  return layout({
    title: subject || 'No subject',
    name,
    page: 'message',
    root: '../../',
    mayWrite,
    main: html`<p class="back"><a href="../">Mailbox</a></p>
      <h1><bdi>${subject || 'No subject'}</bdi></h1>
      ${messageHead(letter, timeZone)} ${toolbar(MESSAGE_TABS, look)}
      ${tab('letter', letterOrText(letter, look))} ${tab('text', plainText(text))}
      ${tab('headers', headersPanel(readHeader(source)))}
      ${tab('message', html`<pre class="source" tabindex="0">${cut(source)}</pre>`)}`,
  });
}

function messageHead({ from, to, at, raw }: CaughtLetter, timeZone: string): Markup {
  return html`<div class="message-head">
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
        <dd>${moment(at, timeZone)}</dd>
      </div>
    </dl>
    <a class="button" href="message.eml" download>Download (${kilobytes(raw.length)})</a>
  </div>`;
}

function letterOrText({ html: letter, text }: CaughtLetter, look: Look): Markup {
  if (letter !== '') return letterFrames(look);
  if (text === '') return html`<p class="muted">This message is empty.</p>`;
  return html`<p class="muted">This message has only plain text:</p>
    ${plainText(text)}`;
}

function plainText(text: string): Markup {
  return text === ''
    ? html`<p class="muted">This message has no plain text.</p>`
    : html`<pre class="source" dir="auto" tabindex="0">${cut(text)}</pre>`;
}

function cut(text: string): string {
  return text.length <= SOURCE_BYTES
    ? text
    : `${text.slice(0, SOURCE_BYTES).toWellFormed()}\n\n… Download the message to see the rest.`;
}
