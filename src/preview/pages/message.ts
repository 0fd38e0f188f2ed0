import { html } from 'hono/html';
import type { CaughtLetter } from '../desk.ts';
import { layout, type Markup } from './layout.ts';
import { messageTools, type Look } from './message-tools.ts';
import { kilobytes } from './words.ts';

export interface MessageParts {
  readonly name: string;
  readonly letter: CaughtLetter;
  readonly look: Look;
  /** Of the letter's variant that the look asks for. */
  readonly file: string;
}

const SOURCE_BYTES = 200_000;
const MOST_HEADERS = 200;
const FRAMES = [
  { frame: 'desktop', width: 760 },
  { frame: 'tablet', width: 600 },
  { frame: 'phone', width: 375 },
] as const;

/** One message of the mailbox. */
export function messagePage({ name, letter, look, file }: MessageParts): Markup {
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
      ${messageTools(look)} ${panel(look, 'letter', 'Letter', letterFrames(letter, look, file))}
      ${panel(look, 'text', 'Plain text', plainText(letter.text))}
      ${panel(look, 'headers', 'Headers', headerTable(raw))}
      ${panel(look, 'message', 'Source', source(raw))}`,
  });
}

function panel(look: Look, tab: Look['tab'], label: string, content: Markup): Markup {
  return html`<section data-tab="${tab}" aria-label="${label}" ${look.tab !== tab && 'hidden'}>
    ${content}
  </section>`;
}

/** Nothing in a frame can run, and nothing in it reaches the page around it. */
function letterFrames({ html: letter, text }: CaughtLetter, look: Look, file: string): Markup {
  if (letter === '' && text === '') return html`<p class="muted">This message is empty.</p>`;
  if (letter === '') {
    return html`<p class="muted">This message is plain text alone:</p>
      ${plainText(text)}`;
  }
  return html`${FRAMES.map(
    ({ frame, width }) =>
      html`<figure class="mail-frame" ${look.view !== frame && look.view !== 'all' && 'hidden'}>
        <iframe
          class="letter"
          data-frame="${frame}"
          title="The letter, ${width} pixels wide"
          style="max-width:${width}px"
          sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
          loading="lazy"
          src="${file}"
        ></iframe>
      </figure>`,
  )}`;
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
