/** A story being written: its editor, its form and its saving. */
import { storyName } from '../../../edition/name.ts';
import type { StoryFile } from '../../writing.ts';
import { say } from '../studio.ts';
import { chooseKept, settleConflict, type ChoicesOptions } from './choices.ts';
import { undoInFields } from './field-history.ts';
import { contentOf, listenToForm, readContent, showContent } from './form.ts';
import { openKeptTexts } from './kept.ts';
import { offerKeptTexts } from './notices.ts';
import { takePictures } from './pictures.ts';
import { openSaveState } from './save-state.ts';
import { createSaver, type Content, type Saver, type SaveState } from './saving.ts';
import { fetchOthers, fetchStory, sendChange } from './studio-story.ts';
import { toolbarOf } from './toolbar.ts';
import { openEditor, type StoryEditor } from './view.ts';

export interface Writing {
  readonly editor: StoryEditor;
  /** The file as it was saved or read last. */
  readonly story: () => StoryFile;
  /** What the page holds now. */
  readonly content: () => Content;
  /** Looks whether another program or window has changed the file, and shows what it has now. */
  readonly lookAgain: () => Promise<void>;
}

export interface WritingHooks {
  /** Called when the text or a field has changed, by anybody. */
  readonly onText: () => void;
  /** Called when the cursor has moved to another line. */
  readonly onLine: (line: number) => void;
}

/** Makes the form of a story one that saves by itself; undefined if the studio does not answer. */
export async function startWriting(
  form: HTMLFormElement,
  area: HTMLTextAreaElement,
  { onText, onLine }: WritingHooks,
): Promise<Writing | undefined> {
  const opened = await fetchStory(form.action);
  if (!opened) return undefined;
  let story = opened;
  const kept = openKeptTexts(`${location.pathname} ${storyName(story.file)}`, localStorage);
  // The browser may have put back what was typed before a reload.
  area.value = showContent(contentOf(story));

  const content = () => readContent(story, editor.text());
  const changed = () => {
    const now = content();
    if (!kept.keep(saver.version(), now))
      say('This browser keeps no copy of what is not saved yet.');
    saver.change(now);
    onText();
  };
  const show = (now: Content, how: 'undoable' | 'forever') => {
    editor.show(showContent(now), how);
    onText();
  };
  const onState = (now: SaveState) => {
    if (now.kind === 'saved') kept.drop();
    state.show(now);
  };
  const saver = createSaver({
    story,
    contentOf,
    send: (change) => sendChange(form.action, { ...change, file: story.file }),
    onState,
    onSaved: (saved) => {
      story = saved;
      history.keepSoon();
    },
  });
  const past = kept.history(area.value);
  const editor = openEditor(area, story.format, past, { onChange: changed, onLine });
  const fields = undoInFields(form, kept.fields());
  const history = historyKeeper(() => {
    kept.keepHistory(editor.text(), editor.history());
    kept.keepFields(fields());
  });
  const choices: ChoicesOptions = {
    saver,
    content,
    changed,
    show: (now) => {
      show(now, 'undoable');
    },
    focus: () => {
      editor.view.focus();
    },
  };
  const state = openSaveState({
    retry: saver.retry,
    compare: () => void settleConflict(choices),
  });
  if (story.format === 'markdown') editor.view.dom.before(toolbarOf(editor.view));
  takePictures(editor.view);
  listenToForm(form, changed);
  listenToPage(form, saver, history.keep);
  state.show(saver.state());
  const compare = chooseKept.bind(undefined, choices);
  offerKeptTexts(kept, { form, current: content, compare });
  const lookAgain = async () => {
    const found = await foundAnew(form.action, saver);
    if (!found) return;
    if (found.file !== story.file) {
      await follow(story);
      return;
    }
    saver.takeIn(found);
    show(contentOf(found), 'forever');
    say('The file was changed by another program or in another window. This is the new text.');
  };
  return { editor, story: () => story, content, lookAgain };
}

/** Loads the page of a story again whose place in the edition has changed. */
async function follow({ file, index }: StoryFile): Promise<void> {
  const name = storyName(file);
  const moved = (await fetchOthers(index)).filter((each) => storyName(each.file) === name);
  if (moved.length === 1 && moved[0]) location.replace(`?story=${moved[0].index}`);
}

/** Returns the file if somebody else has changed it, and nothing here is unsaved. */
async function foundAnew(address: string, saver: Saver): Promise<StoryFile | undefined> {
  const version = saver.version();
  if (!saver.isClean()) return undefined;
  const found = await fetchStory(address);
  // Something may have been typed or saved while the answer was on its way.
  const isSame = saver.isClean() && saver.version() === version;
  return isSame && found?.version !== version ? found : undefined;
}

/** What undoes the changes is kept after a pause of typing. */
const PAUSE_MS = 500;

function historyKeeper(keep: () => void) {
  let pause = 0;
  const keepSoon = () => {
    clearTimeout(pause);
    pause = window.setTimeout(keep, PAUSE_MS);
  };
  return { keep, keepSoon };
}

function listenToPage(form: HTMLFormElement, saver: Saver, onLeave: () => void): void {
  addEventListener('pagehide', onLeave);
  addEventListener('beforeunload', (event) => {
    if (!saver.isClean()) event.preventDefault();
  });
  form.addEventListener('submit', (event) => {
    if (event.submitter?.hasAttribute('formaction') === true) return;
    event.preventDefault();
    if (saver.isClean()) say('Saved. Changes are saved as you type.');
    else saver.retry();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
}
