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
import { fetchLetter, fetchOthers } from './studio-story.ts';
import type { Writing } from './writing.ts';
import type { FieldName, Fields, StoryFile } from '../../writing.ts';

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
  let others: readonly StoryFile[] = [];
  const readOthers = async () => {
    others = await fetchOthers(story().index);
  };
  const sources = (): readonly SourceText[] => {
    const { index, format } = story();
    const own = textsIn({ format, ...content() });
    const before = others.filter((each) => each.index < index).flatMap(textsOfOther);
    const after = others.filter((each) => each.index > index).flatMap(textsOfOther);
    return [...before, ...own, ...after];
  };
  const goTo = (origin: Origin) => {
    const control = origin.kind === 'field' ? fieldOf(origin.name as FieldName) : undefined;
    if (control) focusIn(panes, control);
    if (origin.kind === 'field') return;
    panes.show('story');
    editor.goTo(origin.from);
  };
  const goToSource = (source: SourceText) => {
    const other = others.find(({ index }) => index === source.story);
    if (other) location.assign(placeInOther(other, source));
    else goTo(source.origin);
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
    pause = window.setTimeout(() => {
      void writing.lookAgain();
      void readOthers();
    }, PAUSE_MS);
  });
  onPlaceClick((file, line) => {
    const other = others.find((each) => each.file === file);
    if (other) location.assign(`?story=${other.index}#line-${line}`);
    else if (file === story().file) goToLine(line);
    return other !== undefined || file === story().file;
  });
  const ready = readOthers();
  onLetterClick(() => ready.then(sources), goToSource);
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && 'name' in target)
      showField(String(target.name), sources());
  });
  splitPanes();
  fitLetter();
  void showFound().then(() => refresh('problems'));
  const line = /^#line-(\d{1,7})$/.exec(location.hash)?.[1];
  if (line !== undefined) goToLine(Number(line));
  const field = /^#field-(\w{1,20})$/.exec(location.hash)?.[1];
  if (field !== undefined) goTo({ kind: 'field', name: field });
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

/** Returns the texts of a story, in the order of the letter. */
function textsIn({
  format,
  fields,
  body,
}: {
  readonly format: StoryFile['format'];
  readonly fields?: Fields | undefined;
  readonly body: string;
}): readonly SourceText[] {
  const texts = format === 'markdown' ? markdownTexts(body) : plainTexts(body);
  return [...fieldTexts(fields ?? {}), ...texts];
}

function textsOfOther(file: StoryFile): readonly SourceText[] {
  return textsIn(file).map((text) => ({ ...text, story: file.index }));
}

/** The address of a text of another story, on that story's page. */
function placeInOther({ index, bodyLine }: StoryFile, { origin }: SourceText): string {
  const hash =
    origin.kind === 'field' ? `field-${origin.name}` : `line-${bodyLine + origin.from - 1}`;
  return `?story=${index}#${hash}`;
}

/** The place of a problem opens here, not in another program, where it is in a story's file. */
function onPlaceClick(goTo: (file: string, line: number) => boolean): void {
  document.addEventListener(
    'click',
    (event) => {
      const place = around(event, '[data-open-file]');
      if (!place || !goTo(place.dataset['openFile'] ?? '', Number(place.dataset['openLine'] ?? 1)))
        return;
      event.stopPropagation();
    },
    true,
  );
}
