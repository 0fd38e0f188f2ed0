/** The editor in which a story is written, in place of the text area. */
import {
  defaultKeymap,
  history,
  historyField,
  historyKeymap,
  isolateHistory,
} from '@codemirror/commands';
import { markdown, markdownKeymap, markdownLanguage } from '@codemirror/lang-markdown';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import {
  Annotation,
  EditorState,
  Transaction,
  type Extension,
  type TransactionSpec,
} from '@codemirror/state';
import { drawSelection, EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { StoryFile } from '../../writing.ts';
import { MARKDOWN_KEYS } from './toolbar.ts';

/** Marks a change that did not come from this page's user. */
const fromDisk = Annotation.define<boolean>();

export interface EditorHooks {
  /** Called when the user has changed the text. */
  readonly onChange: () => void;
  /** Called when the cursor has moved to another line without a change. */
  readonly onLine: (line: number) => void;
}

export interface StoryEditor {
  readonly view: EditorView;
  readonly text: () => string;
  /**
   * Shows another text, which the user did not type; the cursor stays where it was. Undo takes it
   * back if it is `undoable`.
   */
  readonly show: (text: string, how: 'undoable' | 'forever') => void;
  /** Returns what undoes and redoes the changes so far, for `openEditor`. */
  readonly history: () => unknown;
  /** Puts the cursor on a line, from 1, and shows it. */
  readonly goTo: (line: number) => void;
}

/** The colours come from the style sheet: light and dark are its business. */
const COLOURS = HighlightStyle.define([
  { tag: tags.heading, class: 'md-heading' },
  { tag: tags.strong, class: 'md-strong' },
  { tag: tags.emphasis, class: 'md-emphasis' },
  { tag: [tags.link, tags.url], class: 'md-link' },
  { tag: tags.quote, class: 'md-quote' },
  { tag: [tags.monospace, tags.comment], class: 'md-code' },
  { tag: [tags.processingInstruction, tags.contentSeparator], class: 'md-mark' },
]);

/** Between the line with the cursor and what covers the editor, in pixels. */
const AIR = 8;

/** Opens the editor of a story over its text area, which keeps the text for the form. */
export function openEditor(
  area: HTMLTextAreaElement,
  format: StoryFile['format'],
  past: unknown,
  hooks: EditorHooks,
): StoryEditor {
  const extensions = extensionsOf(area, format, hooks);
  const view = new EditorView({ state: stateOf(area.value, past, extensions) });
  area.before(view.dom);
  area.hidden = true;
  return {
    view,
    text: () => view.state.doc.toString(),
    show: (text, how) => {
      if (text !== view.state.doc.toString()) view.dispatch(replacement(view.state, text, how));
      area.value = text;
    },
    history: () => (view.state.toJSON({ history: historyField }) as { history: unknown }).history,
    goTo: (number) => {
      const line = view.state.doc.line(Math.min(Math.max(1, number), view.state.doc.lines));
      view.dispatch({
        selection: { anchor: line.from },
        effects: EditorView.scrollIntoView(line.from, { y: 'center' }),
      });
      view.focus();
    },
  };
}

function extensionsOf(
  area: HTMLTextAreaElement,
  format: StoryFile['format'],
  { onChange, onLine }: EditorHooks,
): Extension {
  return [
    history({ minDepth: 500 }),
    drawSelection(),
    lintGutter(),
    EditorView.lineWrapping,
    EditorView.scrollMargins.of(() => coveredBy(area)),
    EditorView.contentAttributes.of({
      'aria-labelledby': area.getAttribute('aria-labelledby') ?? `${area.id}-name`,
      spellcheck: 'true',
      autocapitalize: 'sentences',
      autocorrect: 'on',
    }),
    format === 'markdown'
      ? [
          markdown({ base: markdownLanguage, addKeymap: false, completeHTMLTags: false }),
          keymap.of([...MARKDOWN_KEYS, ...markdownKeymap]),
          syntaxHighlighting(COLOURS),
        ]
      : [],
    // Tab leaves the editor: it is one field of a form.
    keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
    EditorView.updateListener.of(
      ({ docChanged, selectionSet, state, startState, transactions }) => {
        if (docChanged) {
          area.value = state.doc.toString();
          if (transactions.some((each) => each.docChanged && each.annotation(fromDisk) !== true))
            onChange();
          return;
        }
        const line = lineOf(state);
        if (selectionSet && line !== lineOf(startState)) onLine(line);
      },
    ),
  ];
}

/** Returns how much of the editor its toolbar and the form's buttons cover while they stick, in pixels. */
function coveredBy(area: HTMLTextAreaElement): { readonly top: number; readonly bottom: number } {
  const { form } = area;
  const height = (bar: string) => form?.querySelector<HTMLElement>(bar)?.offsetHeight ?? 0;
  return { top: height('.tools') + AIR, bottom: height('.write-actions') + AIR };
}

function lineOf(state: EditorState): number {
  return state.doc.lineAt(state.selection.main.head).number;
}

/** What cannot be read of the past is forgotten: the text counts. */
function stateOf(doc: string, past: unknown, extensions: Extension): EditorState {
  if (past !== undefined) {
    try {
      const json = { doc, selection: { ranges: [{ anchor: 0, head: 0 }], main: 0 }, history: past };
      return EditorState.fromJSON(json, { extensions }, { history: historyField });
    } catch {
      // Written by another version of the editor.
    }
  }
  return EditorState.create({ doc, extensions });
}

/** Replaces only what differs, so that the cursor and the scroll position stay. */
function replacement(
  { doc }: EditorState,
  text: string,
  how: 'undoable' | 'forever',
): TransactionSpec {
  const old = doc.toString();
  const most = Math.min(old.length, text.length);
  let start = 0;
  while (start < most && old[start] === text[start]) start++;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === text.at(-1 - end)) end++;
  return {
    changes: { from: start, to: old.length - end, insert: text.slice(start, text.length - end) },
    annotations: [
      fromDisk.of(true),
      Transaction.addToHistory.of(how === 'undoable'),
      isolateHistory.of('full'),
    ],
  };
}
