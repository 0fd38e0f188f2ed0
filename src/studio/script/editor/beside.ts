/** The letter beside the story: problems at their place, inboxes, and the way between the two. */
import type { StudioEvent } from '../../live/events.ts';
import type { WrittenLetter } from '../../letter/written.ts';
import { around, first } from '../dom.ts';
import { refresh } from '../refresh.ts';
import { edition } from '../studio.ts';
import { fieldOf } from './form.ts';
import { showInbox } from './inbox.ts';
import { onLetterClick, showField, showLine } from './letter-link.ts';
import { fieldTexts, markdownTexts, plainTexts, type Origin, type SourceText } from './matching.ts';
import { focusIn, openPanes } from './panes.ts';
import { placeIn, showProblems } from './problems.ts';
import { fitLetter, splitPanes } from './split.ts';
import { fetchLetter } from './studio-story.ts';
import type { Writing } from './writing.ts';
import type { FieldName } from '../../writing.ts';

/** Files of others are looked for after a pause: each key that is saved changes the letter, too. */
const PAUSE_MS = 400;

export interface Beside {
  /** Takes in that the text or a field has changed. */
  readonly textChanged: () => void;
  /** Shows in the letter where the cursor is now. */
  readonly showLine: (line: number) => void;
}

/** Joins the letter beside a story to it. */
export function openBeside(writing: Writing): Beside {
  const { editor, content, story } = writing;
  const panes = openPanes();
  let letter: WrittenLetter | undefined;
  const sources = (): readonly SourceText[] => {
    const { fields, body } = content();
    const texts = story().format === 'markdown' ? markdownTexts(body) : plainTexts(body);
    return [...fieldTexts(fields ?? {}), ...texts];
  };
  const goTo = (origin: Origin) => {
    const control = origin.kind === 'field' ? fieldOf(origin.name as FieldName) : undefined;
    if (control) focusIn(panes, control);
    if (origin.kind === 'field') return;
    panes.show('story');
    editor.goTo(origin.from);
  };
  const goToLine = (line: number) => {
    const place = placeIn(story(), line);
    if (!place) return;
    if ('line' in place) goTo({ kind: 'lines', from: place.line, to: place.line });
    else goTo({ kind: 'field', name: place.field });
  };
  const showTyped = () => {
    const { subject = '', preheader = '' } = content().fields ?? {};
    if (letter) void showInbox(letter, { subject, preheader });
  };
  const showFound = async () => {
    letter = (await fetchLetter()) ?? letter;
    if (!letter) return;
    showProblems(editor.view, story(), letter.problems);
    showTyped();
  };
  let pause = 0;
  hearStudio((event) => {
    // The banner of a letter that can't be built is fetched after the checks; until then it is old.
    if (event.kind === 'letter') first('#broken')?.setAttribute('hidden', '');
    if (event.kind === 'problems' || event.kind === 'broken') void showFound();
    clearTimeout(pause);
    pause = window.setTimeout(() => void writing.lookAgain(), PAUSE_MS);
  });
  onPlaceClick(() => story().file, goToLine);
  onLetterClick(sources, goTo);
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && 'name' in target)
      showField(String(target.name), sources());
  });
  splitPanes();
  fitLetter();
  void showFound().then(() => refresh('problems'));
  const line = /^#line-(\d{1,7})$/.exec(location.hash)?.[1];
  if (line !== undefined) goToLine(Number(line));
  return {
    textChanged: showTyped,
    showLine: (at) => {
      showLine(at, sources());
    },
  };
}

/** Hears what the script of every page is told about this edition. */
function hearStudio(heard: (event: StudioEvent) => void): void {
  document.addEventListener('studioevent', (told) => {
    const event = (told as CustomEvent<StudioEvent>).detail;
    if ('edition' in event && event.edition !== edition) return;
    if (event.kind === 'letter' || event.kind === 'problems' || event.kind === 'broken')
      heard(event);
  });
}

/** The place of a problem opens here, not in another program, where it is in the story's file. */
function onPlaceClick(file: () => string, goToLine: (line: number) => void): void {
  document.addEventListener(
    'click',
    (event) => {
      const place = around(event, '[data-open-file]');
      if (place?.dataset['openFile'] !== file()) return;
      event.stopPropagation();
      goToLine(Number(place.dataset['openLine'] ?? 1));
    },
    true,
  );
}
