/** Two versions of a story side by side, and the choice between them. */
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { FIELD_NAMES, type FieldName, type Fields } from '../../writing.ts';
import { make } from '../dom.ts';
import { labelOf } from './form.ts';
import type { Content } from './saving.ts';

export interface Comparison {
  readonly heading: string;
  /** What has happened, and that nothing is lost. */
  readonly note: string;
  /** On the left: what is on the disk. */
  readonly theirs: Content;
  readonly theirName: string;
  /** On the right: it can be changed. */
  readonly mine: Content;
  readonly myName: string;
}

export type Choice =
  /** The right side, as the user has left it. */
  { readonly kind: 'mine'; readonly content: Content } | { readonly kind: 'theirs' };

/** Wide enough for two texts side by side. */
const WIDE = '(min-width: 800px)';

/** Shows two versions; resolves with what the user chose, undefined if they closed it. */
export function compare(comparison: Comparison): Promise<Choice | undefined> {
  const { heading, note, theirs, theirName, mine, myName } = comparison;
  const texts = make('div', { class: 'compared-texts' });
  const rows = fieldRows(comparison);
  const keep = make('button', { type: 'button', class: 'strong' }, `Save “${myName}”`);
  const leave = make('button', { type: 'button' }, `Take “${theirName}”`);
  const close = make('button', { type: 'button', class: 'quiet' }, 'Decide later');
  const dialog = make(
    'dialog',
    { class: 'dialog compared', 'aria-labelledby': 'compared-name' },
    make('h2', { id: 'compared-name', tabindex: '-1', autofocus: '' }, heading),
    make('p', {}, note),
    ...rows.map(({ row }) => row),
    make('div', { class: 'compared-names' }, make('b', {}, theirName), make('b', {}, myName)),
    texts,
    make('div', { class: 'dialog-actions' }, keep, leave, close),
  ) as HTMLDialogElement;
  const text = openTexts(texts, theirs, mine, [theirName, myName]);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    const end = (choice: Choice | undefined) => {
      text.close();
      dialog.remove();
      resolve(choice);
    };
    keep.addEventListener('click', () => {
      end({ kind: 'mine', content: chosen(comparison, rows, text.mine()) });
    });
    leave.addEventListener('click', () => {
      end({ kind: 'theirs' });
    });
    close.addEventListener('click', () => {
      end(undefined);
    });
    dialog.addEventListener('cancel', () => {
      end(undefined);
    });
  });
}

interface Texts {
  readonly mine: () => string;
  readonly close: () => void;
}

function openTexts(
  parent: HTMLElement,
  theirs: Content,
  mine: Content,
  [theirName, myName]: readonly [string, string],
): Texts {
  const [left, right] = [wholeText(theirs), wholeText(mine)];
  const look = (name: string) => [
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': name }),
  ];
  if (!matchMedia(WIDE).matches) {
    const extensions = [look(myName), unifiedMergeView({ original: left, mergeControls: false })];
    const view = new EditorView({ doc: right, parent, extensions });
    return {
      mine: () => view.state.doc.toString(),
      close: () => {
        view.destroy();
      },
    };
  }
  const merge = new MergeView({
    a: { doc: left, extensions: [look(theirName), EditorState.readOnly.of(true)] },
    b: { doc: right, extensions: look(myName) },
    parent,
    revertControls: 'a-to-b',
    renderRevertControl: () =>
      make(
        'button',
        {
          type: 'button',
          title: 'Take this part',
          'aria-label': 'Take this part',
        },
        '→',
      ),
    collapseUnchanged: { margin: 3, minSize: 6 },
  });
  return {
    mine: () => merge.b.state.doc.toString(),
    close: () => {
      merge.destroy();
    },
  };
}

/** Front matter that is edited as YAML belongs to the text. */
function wholeText({ frontMatter, body }: Content): string {
  return frontMatter === undefined ? body : `---\n${frontMatter}\n---\n${body}`;
}

interface FieldRow {
  readonly name: FieldName;
  readonly row: HTMLElement;
  readonly isMine: () => boolean;
}

/** Returns a choice for each field that differs. */
function fieldRows({ theirs, mine, theirName, myName }: Comparison): readonly FieldRow[] {
  const differing = FIELD_NAMES.filter(
    (name) =>
      theirs.fields !== undefined &&
      mine.fields !== undefined &&
      theirs.fields[name] !== mine.fields[name],
  );
  return differing.map((name) => {
    const radio = (value: 'theirs' | 'mine', label: string, text: string | undefined) => {
      const input = make('input', { type: 'radio', name: `choose-${name}`, value });
      if (input instanceof HTMLInputElement) input.checked = value === 'mine';
      const words = text === undefined || text === '' ? '(empty)' : text;
      return { input, label: make('label', {}, input, ` ${label}: `, make('q', {}, words)) };
    };
    const left = radio('theirs', theirName, theirs.fields?.[name]);
    const right = radio('mine', myName, mine.fields?.[name]);
    const row = make(
      'fieldset',
      { class: 'compared-field' },
      make('legend', {}, labelOf(name)),
      left.label,
      right.label,
    );
    return {
      name,
      row,
      isMine: () => right.input instanceof HTMLInputElement && right.input.checked,
    };
  });
}

function chosen({ theirs, mine }: Comparison, rows: readonly FieldRow[], text: string): Content {
  if (mine.fields) {
    const taken = rows.flatMap(({ name, isMine }) =>
      isMine() ? [] : [[name, theirs.fields?.[name] ?? ''] as const],
    );
    return {
      fields: { ...mine.fields, ...(Object.fromEntries(taken) as Partial<Fields>) },
      body: text,
    };
  }
  const [, frontMatter = '', body = text] = /^---\n([^]*?)\n---\n([^]*)$/.exec(text) ?? [];
  return { frontMatter, body };
}
