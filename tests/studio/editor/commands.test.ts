import { EditorSelection, EditorState, type StateCommand } from '@codemirror/state';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { graphemes } from '../../../src/base/graphemes.ts';
import {
  insertLink,
  insertPicture,
  insertTable,
  toggleMark,
  togglePrefix,
} from '../../../src/studio/script/editor/commands.ts';

/** Runs a command on a text in which [ and ] are the ends of the selection, | the cursor. */
function run(command: StateCommand, marked: string): string {
  const from = marked.search(/[|[]/);
  const to = marked.includes('|') ? from : marked.indexOf(']') - 1;
  const doc = marked.replace(/[|[\]]/g, '');
  return shown(apply(command, EditorState.create({ doc, selection: { anchor: from, head: to } })));
}

function apply(command: StateCommand, state: EditorState): EditorState {
  let after = state;
  command({ state, dispatch: (transaction) => (after = transaction.state) });
  return after;
}

function shown(state: EditorState): string {
  const { from, to } = state.selection.main;
  const text = state.doc.toString();
  if (from === to) return `${text.slice(0, from)}|${text.slice(from)}`;
  return `${text.slice(0, from)}<${text.slice(from, to)}>${text.slice(to)}`;
}

test('bold is set on a selection and on the word at the cursor, and removed again', () => {
  const bold = toggleMark('**');
  expect(run(bold, 'one [two] three')).toBe('one **<two>** three');
  expect(run(bold, 'one **[two]** three')).toBe('one <two> three');
  expect(run(bold, 'one [**two**] three')).toBe('one <two> three');
  expect(run(bold, 'one tw|o three')).toBe('one **tw|o** three');
  expect(run(bold, 'one **tw|o** three')).toBe('one tw|o three');
  expect(run(bold, 'one | three')).toBe('one **|** three');
});

test('italic and bold are told apart by their stars', () => {
  const italic = toggleMark('*');
  expect(run(italic, '**[two]**')).toBe('***<two>***');
  expect(run(italic, '***[two]***')).toBe('**<two>**');
  expect(run(toggleMark('**'), '*[two]*')).toBe('***<two>***');
  expect(run(toggleMark('**'), '***[two]***')).toBe('*<two>*');
});

test('marks leave out the space at the ends, the marks of a list, and empty lines', () => {
  expect(run(toggleMark('**'), 'one[ two ]three')).toBe('one< **two** >three');
  expect(run(toggleMark('**'), '[- one\n\n- two]')).toBe('<- **one**\n\n- **two>**');
  expect(run(toggleMark('**'), 'one[\n\n]two')).toBe('one<\n\n>two');
});

test('a link takes the selected words, and leaves its address to be typed', () => {
  expect(run(insertLink, 'see [the bill] now')).toBe('see [the bill](<https://>) now');
  expect(run(insertLink, 'see [https://example.com/a] now')).toBe(
    'see [|](https://example.com/a) now',
  );
  expect(run(insertLink, 'see |')).toBe('see [|](https://)');
});

test('lines become headings, lists and quotations, one kind in place of another, and paragraphs again', () => {
  expect(run(togglePrefix('heading'), 'Who |pays')).toBe('## Who |pays');
  expect(run(togglePrefix('heading'), '## Who |pays')).toBe('Who |pays');
  expect(run(togglePrefix('subheading'), '## Who |pays')).toBe('### Who |pays');
  expect(run(togglePrefix('numbers'), '[one\n\ntwo]')).toBe('1. <one\n\n2. two>');
  expect(run(togglePrefix('list'), '[1. one\n2. two]')).toBe('<- one\n- two>');
  expect(run(togglePrefix('list'), '|')).toBe('- |');
  expect(run(togglePrefix('quotation'), '[one\ntwo]')).toBe('> <one\n> two>');
  expect(run(togglePrefix('quotation'), '[> one\n> two]')).toBe('<one\ntwo>');
});

test('a table and a picture become paragraphs of their own, whatever is around the cursor', () => {
  expect(run(insertTable, 'on|e\ntwo\n\nthree')).toMatch(
    /^one\ntwo\n\n\| <Heading> \|.*\|\n\nthree$/s,
  );
  expect(run(insertTable, '|')).toMatch(/^\| <Heading> \|.*\|\n$/s);
  expect(run(insertPicture, 'one|\ntwo')).toMatch(/^one\ntwo\n\n!\[<What the picture shows>\]/);
});

test('a picture is a paragraph of its own also where the cursor is on an empty line', () => {
  expect(run(insertPicture, 'one\n|')).toMatch(/^one\n\n!\[.*\)\n$/s);
  expect(run(insertPicture, 'one\n|\ntwo')).toMatch(/^one\n\n!\[.*\)\n\ntwo$/s);
  expect(run(insertPicture, 'one\n\n|\n\ntwo')).toMatch(/^one\n\n!\[.*\)\n\ntwo$/s);
});

const PREFIXES = ['heading', 'subheading', 'list', 'numbers', 'quotation'] as const;

test('no command throws or loses a word, whatever is selected', () => {
  const command = fc.constantFrom(
    toggleMark('**'),
    toggleMark('*'),
    insertLink,
    insertTable,
    insertPicture,
    ...PREFIXES.map((each) => togglePrefix(each)),
  );
  const text = fc.array(fc.constantFrom(...graphemes('ab *-#>1.\n[]()é😀')));
  fc.assert(
    fc.property(text, text, text, command, (before, selected, behind, each) => {
      const doc = [...before, ...selected, ...behind].join('');
      const [from, length] = [before.join('').length, selected.join('').length];
      const selection = EditorSelection.range(from, from + length);
      const after = apply(each, EditorState.create({ doc, selection }));
      const left = graphemes(after.doc.toString());
      for (const letter of graphemes(doc.replace(/[^abé😀]/gu, ''))) {
        const at = left.indexOf(letter);
        expect(at).toBeGreaterThanOrEqual(0);
        left.splice(0, at + 1);
      }
    }),
  );
});
