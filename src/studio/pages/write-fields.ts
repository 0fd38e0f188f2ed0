import { html } from 'hono/html';
import { FIELD_NAMES, type FieldName, type Fields, type StoryFile } from '../writing.ts';
import type { Markup } from './layout.ts';

/** What the letter has where a field is empty: the text says it, or the config. */
export type InEffect = Readonly<Partial<Record<FieldName, string>>>;

export interface FieldsParts {
  readonly story: StoryFile;
  readonly inEffect: InEffect;
  /** The names that an audience can have. */
  readonly audiences: readonly string[];
}

interface Field {
  readonly label: string;
  readonly hint?: string;
  readonly lines?: number;
}

/** What a person calls each field. */
export const FIELDS: Readonly<Record<FieldName, Field>> = {
  subject: { label: 'Subject' },
  preheader: { label: 'Preheader', hint: 'The line after the subject in the inbox.' },
  section: { label: 'Section' },
  headline: { label: 'Headline', lines: 2 },
  dek: { label: 'Dek, the line under the headline', lines: 2 },
  byline: { label: 'Byline' },
  dateline: { label: 'Dateline' },
  date: { label: 'Date of the edition', hint: 'Such as 2023-06-14.' },
  audience: { label: 'Audience', hint: 'Empty: everybody on the list.' },
  send: { label: 'Send at', hint: 'A date and time, such as 2023-06-14 06:00.' },
  hold: { label: 'Hold, and why', hint: 'While this has a text, the edition is not sent.' },
  keyPoints: { label: 'Key points', hint: 'One per line.', lines: 4 },
  image: { label: 'Picture', hint: 'A file beside the story, or the address of a picture.' },
  alt: { label: 'Alternative text, for readers who can’t see it', lines: 2 },
  caption: { label: 'Caption', lines: 2 },
  credit: { label: 'Credit' },
};

interface Group {
  readonly legend: string;
  readonly names: readonly FieldName[];
  /** Only the story that leads sets these. */
  readonly leadOnly?: true;
}

const INBOX: Group = { legend: 'In the inbox', names: ['subject', 'preheader'], leadOnly: true };

const GROUPS: readonly Group[] = [
  INBOX,
  {
    legend: 'Above the story',
    names: ['section', 'headline', 'dek', 'byline', 'dateline', 'keyPoints'],
  },
  { legend: 'Picture', names: ['image', 'alt', 'caption', 'credit'] },
  {
    legend: 'When and to whom',
    names: ['date', 'send', 'hold', 'audience'],
    leadOnly: true,
  },
];

/** Returns the fields of what an inbox shows; undefined if the story does not set it. */
export function inboxFields(parts: FieldsParts): Markup | undefined {
  const { fields } = parts.story;
  const [inbox] = groupsOf(parts);
  return fields && inbox?.legend === INBOX.legend ? group(inbox, fields, parts) : undefined;
}

/** Returns the other fields of a story's front matter, or its YAML where that can't be understood. */
export function storyFields(parts: FieldsParts, asYaml: boolean): Markup {
  const { fields } = parts.story;
  if (asYaml || fields === undefined) return yamlField(parts.story);
  const others = groupsOf(parts).filter(({ legend }) => legend !== INBOX.legend);
  return html`${others.map((each) => group(each, fields, parts))}`;
}

/** Returns the groups that a story has, without those that only the story that leads sets. */
function groupsOf({ story: { index, fields } }: FieldsParts): readonly Group[] {
  return GROUPS.map((each) => ({
    ...each,
    names: each.names.filter(
      (name) => each.leadOnly !== true || index === 0 || (fields?.[name] ?? '') !== '',
    ),
  })).filter(({ names }) => names.length > 0);
}

function group({ legend, names }: Group, fields: Fields, parts: FieldsParts): Markup {
  return html`<fieldset class="write-group">
    <legend>${legend}</legend>
    ${names.map((name) => field(name, fields, parts))}
  </fieldset>`;
}

function field(name: FieldName, fields: Fields, { inEffect, audiences }: FieldsParts): Markup {
  const { label, hint, lines } = FIELDS[name];
  const id = `field-${name}`;
  const common = html`id="${id}" name="${name}" dir="auto" placeholder="${inEffect[name] ?? 'None'}"
  ${hint !== undefined && html`aria-describedby="hint-${name}"`}
  ${name === 'audience' && html`list="audiences"`}`;
  return html`<div class="write-field write-${name}" data-field="${name}">
    <label for="${id}">${label}</label>
    ${
      lines === undefined
        ? html`<input ${common} value="${fields[name]}" autocomplete="off" />`
        : html`<textarea ${common} rows="${Math.max(lines, fields[name].split('\n').length)}">
${fields[name]}</textarea>`
    }
    ${hint !== undefined && html`<p id="hint-${name}" class="muted">${hint}</p>`}
    ${
      name === 'audience' &&
      html`<datalist id="audiences">
        ${audiences.map((audience) => html`<option value="${audience}"></option>`)}
      </datalist>`
    }
  </div>`;
}

function yamlField({ frontMatter, fields }: StoryFile): Markup {
  const rows = Math.min(24, Math.max(6, frontMatter.split('\n').length + 1));
  return html`<div class="write-field write-yaml">
    <label for="field-yaml">Front matter, as YAML</label>
    <textarea
      id="field-yaml"
      name="frontMatter"
      rows="${rows}"
      spellcheck="false"
      aria-describedby="hint-yaml"
    >
${frontMatter}</textarea>
    <p id="hint-yaml" class="muted">
      ${
        fields === undefined
          ? 'The form can’t show it: its YAML can’t be understood. Fix it here.'
          : `One key per line, such as “subject: Talks in Beijing”. Keys: ${FIELD_NAMES.join(', ')}, and more.`
      }
    </p>
  </div>`;
}
