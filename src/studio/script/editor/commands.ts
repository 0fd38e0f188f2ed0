/** What the toolbar's buttons and the editor's keys do to a story in Markdown. */
import {
  EditorSelection,
  type ChangeSpec,
  type EditorState,
  type Line,
  type SelectionRange,
  type StateCommand,
  type Transaction,
} from '@codemirror/state';

type Mark = '**' | '*';

/** Sets or removes bold or italic: of the selection, or of the word at the cursor. */
export function toggleMark(mark: Mark): StateCommand {
  return ({ state, dispatch }) => {
    const spec = state.changeByRange((range) => {
      const { from, to } = range.empty ? wordAt(state, range) : range;
      const pieces = piecesOf(state, from, to);
      if (pieces.length === 0) return range.empty ? around(range, mark) : { range };
      const isSet = pieces.every((piece) => isMarked(state, piece, mark));
      const changes = pieces.flatMap((piece) =>
        isSet ? unmark(state, piece, mark) : isMarked(state, piece, mark) ? [] : wrap(piece, mark),
      );
      const change = state.changes(changes);
      // What was selected stays selected, without its marks.
      const start = change.mapPos(range.from, 1);
      return { changes, range: EditorSelection.range(start, change.mapPos(range.to, -1)) };
    });
    dispatch(state.update(spec, { userEvent: 'input.format', scrollIntoView: true }));
    return true;
  };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function wordAt(state: EditorState, { head }: SelectionRange): Span {
  return state.wordAt(head) ?? { from: head, to: head };
}

/** The words of each line of a selection: marks can't reach across paragraphs, or begin with a space. */
function piecesOf(state: EditorState, from: number, to: number): readonly Span[] {
  return linesBetween(state, from, to).flatMap((line) => {
    const start = Math.max(from, line.from);
    const text = state.sliceDoc(start, Math.min(to, line.to));
    const lead = /^\s*(?:(?:[-*+>]|\d{1,9}[.)]|#{1,6})\s+)*/.exec(text)?.[0].length ?? 0;
    const words = text.slice(lead).trimEnd();
    return words === '' ? [] : [{ from: start + lead, to: start + lead + words.length }];
  });
}

function linesBetween(state: EditorState, from: number, to: number) {
  const [first, last] = [state.doc.lineAt(from).number, state.doc.lineAt(to).number];
  return Array.from({ length: last - first + 1 }, (_, index) => state.doc.line(first + index));
}

/** Whether marks stand around a piece, or just inside it. */
function isMarked(state: EditorState, piece: Span, mark: Mark): boolean {
  return unmark(state, piece, mark).length > 0;
}

function unmark(state: EditorState, { from, to }: Span, mark: Mark): readonly ChangeSpec[] {
  const { length } = mark;
  const cut = (start: number, end: number) => [
    { from: start, to: start + length },
    { from: end - length, to: end },
  ];
  const inner = state.sliceDoc(from, to);
  if (inner.length > 2 * length && hasMarks(stars(inner), mark)) return cut(from, to);
  const before = /\**$/.exec(state.sliceDoc(Math.max(0, from - 3), from))?.[0].length ?? 0;
  const after = /^\**/.exec(state.sliceDoc(to, to + 3))?.[0].length ?? 0;
  return hasMarks(Math.min(before, after), mark) ? cut(from - length, to + length) : [];
}

/** The number of stars at both ends of a text. */
function stars(text: string): number {
  const [start = '', end = ''] = [/^\**/.exec(text)?.[0], /\**$/.exec(text)?.[0]];
  return Math.min(start.length, end.length);
}

/** One star is italic, two are bold, three are both. */
function hasMarks(count: number, mark: Mark): boolean {
  return mark === '**' ? count >= 2 : count % 2 === 1;
}

function wrap({ from, to }: Span, mark: Mark): readonly ChangeSpec[] {
  return [
    { from, insert: mark },
    { from: to, insert: mark },
  ];
}

/** Puts both marks at the cursor, and the cursor between them. */
function around({ head }: SelectionRange, mark: Mark) {
  const changes = { from: head, insert: mark + mark };
  return { changes, range: EditorSelection.cursor(head + mark.length) };
}

const ADDRESS = 'https://';

/** Makes a link of the selection, or of the word at the cursor, and selects what is still to type. */
export const insertLink: StateCommand = ({ state, dispatch }) => {
  const spec = state.changeByRange((range) => {
    const { from, to } = range.empty ? wordAt(state, range) : range;
    const text = state.sliceDoc(from, to);
    const isAddress = /^(?:https?:\/\/|mailto:)\S+$/.test(text);
    const insert = isAddress ? `[](${text})` : `[${text}](${ADDRESS})`;
    const at = from + (isAddress || text === '' ? 1 : text.length + 3);
    const length = isAddress || text === '' ? 0 : ADDRESS.length;
    return { changes: { from, to, insert }, range: EditorSelection.range(at, at + length) };
  });
  dispatch(state.update(spec, { userEvent: 'input.format', scrollIntoView: true }));
  return true;
};

/** How the lines of a selection can begin. */
const PREFIXES = {
  heading: { is: /^## +/, others: /^#{1,6} +/, make: () => '## ' },
  subheading: { is: /^### +/, others: /^#{1,6} +/, make: () => '### ' },
  list: { is: /^[-*+] +/, others: /^(?:\d{1,9}[.)]|[-*+]) +/, make: () => '- ' },
  numbers: {
    is: /^\d{1,9}[.)] +/,
    others: /^(?:\d{1,9}[.)]|[-*+]) +/,
    make: (index: number) => `${index + 1}. `,
  },
  quotation: { is: /^> ?/, others: /^> ?/, make: () => '> ' },
} as const;

export type Prefix = keyof typeof PREFIXES;

/** Makes headings, a list or a quotation of the selected lines, or makes them paragraphs again. */
export function togglePrefix(prefix: Prefix): StateCommand {
  const { is, others, make } = PREFIXES[prefix];
  return ({ state, dispatch }) => {
    const { from, to } = state.selection.main;
    const lines = linesBetween(state, from, to);
    const used = lines.length === 1 ? lines : lines.filter(({ text }) => text.trim() !== '');
    const isSet = used.every(({ text }) => is.test(text));
    const changes = used.map((line, index) => {
      const old = (isSet ? is : others).exec(line.text)?.[0] ?? '';
      const insert = isSet ? '' : make(index);
      return { from: line.from, to: line.from + old.length, insert };
    });
    const change = state.changes(changes);
    const range = EditorSelection.range(change.mapPos(from, 1), change.mapPos(to, 1));
    dispatch(
      state.update({ changes, selection: range, userEvent: 'input.format', scrollIntoView: true }),
    );
    return true;
  };
}

const TABLE = '| Heading | Heading |\n| ------- | ------: |\n| Text    |       1 |';

/** Puts a table below the paragraph of the cursor, and selects its first heading. */
export const insertTable: StateCommand = (target) => insertBlock(target, TABLE, [2, 9]);

const PICTURE = "![What the picture shows](photo.jpg 'Caption. Photo: Name')";

/** Puts a picture below the paragraph of the cursor, and selects its alternative text. */
export const insertPicture: StateCommand = (target) => insertBlock(target, PICTURE, [2, 24]);

/**
 * Puts a text into a paragraph of its own below the one of the cursor. `selected` is what of it is
 * selected then.
 */
export function insertBlock(
  { state, dispatch }: { state: EditorState; dispatch: (transaction: Transaction) => void },
  text: string,
  selected: readonly [from: number, to: number],
): true {
  const at = endOfParagraph(state);
  const before = '\n'.repeat(breaksBefore(state.doc.lineAt(at), state));
  const rest = state.sliceDoc(at, at + 2);
  const after = rest === '\n\n' ? '' : rest.startsWith('\n') || rest === '' ? '\n' : '\n\n';
  const start = at + before.length;
  const [from, to] = selected;
  dispatch(
    state.update({
      changes: { from: at, insert: before + text + after },
      selection: EditorSelection.range(start + from, start + to),
      userEvent: 'input.insert',
      scrollIntoView: true,
    }),
  );
  return true;
}

/** How many line breaks it takes for a paragraph of its own that begins at the end of a line. */
function breaksBefore({ text, number }: Line, { doc }: EditorState): 0 | 1 | 2 {
  if (text.trim() !== '') return 2;
  return number > 1 && doc.line(number - 1).text.trim() !== '' ? 1 : 0;
}

function endOfParagraph(state: EditorState): number {
  let line = state.doc.lineAt(state.selection.main.to);
  while (line.text.trim() !== '' && line.number < state.doc.lines) {
    const next = state.doc.line(line.number + 1);
    if (next.text.trim() === '') break;
    line = next;
  }
  return line.to;
}
